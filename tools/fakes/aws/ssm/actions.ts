import type { ActionTable } from '../action';

export const ssmActions: ActionTable = {};
