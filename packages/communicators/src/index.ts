export { problem } from './codes';
export { connectMachine } from './connect-machine';
export { connectContainer } from './docker/connect';
export { connectSandbox } from './sandbox/connect';
export type { LinkCommand, SandboxLink } from './sandbox/link';
