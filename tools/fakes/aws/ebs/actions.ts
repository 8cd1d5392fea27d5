import type { ActionTable } from '../action';

export const ebsActions: ActionTable = {};
