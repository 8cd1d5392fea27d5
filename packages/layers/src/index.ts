export * from './namespace';
export type { SandboxBind, SandboxCommand, SandboxRequest, SandboxSession } from './sandbox/session';
