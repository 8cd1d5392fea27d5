export { problem as codes } from './codes';
export { fileDefinition } from './file/definition';
export { imageCopyDefinition } from './image-copy/definition';
export { shellDefinition } from './shell/definition';
