export { type AccessOptions, accessFields } from './fields';
export { accessRules } from './rules';
