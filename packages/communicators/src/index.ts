export { problem } from './codes';
export { connectSandbox } from './sandbox/connect';
export type { LinkCommand, SandboxLink } from './sandbox/link';
