export { breakpointDefinition } from './breakpoint/definition';
export { problem as codes } from './codes';
export { fileDefinition } from './file/definition';
export { imageCopyDefinition } from './image-copy/definition';
export { shellDefinition } from './shell/definition';
export { shellLocalDefinition } from './shell-local/definition';
export { sleepDefinition } from './sleep/definition';
export { windowsRestartDefinition } from './windows-restart/definition';
export { windowsShellDefinition } from './windows-shell/definition';
