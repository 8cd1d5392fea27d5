import type { ActionTable } from '../action';
import { getSecretValue } from './get-secret-value';

export const secretsManagerActions: ActionTable = { GetSecretValue: getSecretValue };
