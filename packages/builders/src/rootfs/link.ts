import type { Communicator, RemoteCommand, RemoteExit } from '@strata/sdk';

/** An open layer as a communicator needs it. */
export interface RootfsLink {
  exec(
    command: RemoteCommand & { readonly stdout?: NodeJS.WritableStream },
    signal: AbortSignal,
  ): Promise<RemoteExit>;
  /** Shows a stack of layers (base first) read-only; gives the path inside. */
  mountLayers(diffIds: readonly string[], signal: AbortSignal): Promise<string>;
  /** Shows a folder of this machine; gives the path inside. */
  mountDirectory(path: string, signal: AbortSignal, access?: 'read-only' | 'writable'): Promise<string>;
  /** Takes away what `mountDirectory` gave. */
  unmount(path: string): Promise<void>;
}

/** Makes a communicator for an open layer. Communicators are parts of their own, so one is handed in. */
export type Connect = (link: RootfsLink) => Communicator;
