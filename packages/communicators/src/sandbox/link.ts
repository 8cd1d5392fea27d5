import type { RemoteCommand, RemoteExit } from '@strata/sdk';

/** A sandbox as the communicator needs it; sessions of `@strata/layers` fit once layers go by digest. */
export interface SandboxLink {
  exec(command: LinkCommand, signal: AbortSignal): Promise<RemoteExit>;
  /** Shows a stack of layers (base first) read-only; gives the path inside. */
  mountLayers(diffIds: readonly string[], signal: AbortSignal): Promise<string>;
  /** Shows a folder of this machine; gives the path inside. A folder to be written is made when missing. */
  mountDirectory(path: string, signal: AbortSignal, access?: 'read-only' | 'writable'): Promise<string>;
  /** Takes away what `mountDirectory` gave. */
  unmount(path: string): Promise<void>;
}

export interface LinkCommand extends RemoteCommand {
  /** Takes standard output, at its own pace. Not ended. */
  readonly stdout?: NodeJS.WritableStream;
}
