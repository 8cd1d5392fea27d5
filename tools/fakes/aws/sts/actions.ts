import type { ActionTable } from '../action';
import { getCallerIdentity } from './get-caller-identity';

export const stsActions: ActionTable = { GetCallerIdentity: getCallerIdentity };
