export { getApplicationNeeds } from './application-needs';
export { getBuildNeeds } from './build-needs';
export { getDataNeeds } from './data-needs';
export { getKeepNeeds } from './keep-needs';
export type { Need } from './need';
export { getPreflightNeeds } from './preflight-needs';
export { getPublishNeeds } from './publish-needs';
export { getRole, type RoleDefinition } from './role';
