import type { ActionTable } from '../action';

export const secretsManagerActions: ActionTable = {};
