export { createStandardRegistry } from './definitions';
