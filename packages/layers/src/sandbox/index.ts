export { openSandbox } from './open';
export type { SandboxAttach, SandboxBind, SandboxCommand, SandboxRequest, SandboxSession } from './session';
