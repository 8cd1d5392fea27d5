export { type AccessOptions, accessFields } from './fields';
export { accessRules, CLOUD_NAMES } from './rules';
