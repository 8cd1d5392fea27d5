export { getBuildNeeds } from './build-needs';
export { getDataNeeds } from './data-needs';
export { getPolicy, type PolicyDocument } from './document';
export { getKeepNeeds, getVersionNeeds } from './keep-needs';
export { getPartition } from './partition';
export { getPublishNeeds } from './publish-needs';
export type { Need } from './scope';
