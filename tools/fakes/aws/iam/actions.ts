import type { ActionTable } from '../action';

export const iamActions: ActionTable = {};
