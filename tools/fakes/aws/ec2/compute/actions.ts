import type { ActionTable } from '../../action';

/** Everything about machines: instances, volumes, networks, key pairs, security groups, launch templates, fleets. */
export const computeActions: ActionTable = {};
