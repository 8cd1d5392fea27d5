export { sourceDateEpoch } from '../source-date-epoch';
export { openSandbox } from './open';
export type { SandboxAttach, SandboxBind, SandboxCommand, SandboxRequest, SandboxSession } from './session';
