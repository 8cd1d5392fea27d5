import type { ActionTable } from '../action';

export const autoScalingActions: ActionTable = {};
