import type { Text } from './secret';

/** Output of a command, in the order in which it came. */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

/** A command for the machine that is being built. It is a shell's text, as Packer's communicators take it. */
export interface RemoteCommand {
  readonly command: Text;
  /** Handed over by a way that no process list shows. */
  readonly env?: Readonly<Record<string, Text>>;
  readonly stdin?: NodeJS.ReadableStream;
  readonly onOutput?: (chunk: OutputChunk) => void;
}

/** A script for the machine, and the command that runs it from where it is put. */
export interface RemoteScript extends RemoteCommand {
  readonly content: Buffer;
  /** Where it is put, with mode 0755. */
  readonly path: string;
  /** Leaves it there. */
  readonly keep: boolean;
}

/** How a command ended. `disconnected`: the connection went away under it (a reboot, say). */
export type RemoteExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'disconnected' };

/**
 * Thrown by a communicator when the machine cannot be reached, or went away during a transfer: trying again may help.
 * Everything else that a communicator throws is final.
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** Bytes that went to a machine and came from it. */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
}

/** Talks to the machine that is being built: Packer's communicator. */
export interface Communicator {
  readonly type: string;
  exec(command: RemoteCommand, signal: AbortSignal): Promise<RemoteExit>;
  /** Writes one file. `mode` is the permission bits; parent folders must exist, as in Packer. */
  upload(content: NodeJS.ReadableStream | Buffer, destination: string, options: UploadOptions): Promise<void>;
  /**
   * Sends a folder. As in Packer and rsync: `source` ending in `/` sends its content into `destination`, otherwise the
   * folder itself lands inside `destination`.
   */
  uploadDirectory(source: string, destination: string, options: TreeOptions): Promise<void>;
  download(source: string, sink: NodeJS.WritableStream, signal: AbortSignal): Promise<void>;
  downloadDirectory(source: string, destination: string, options: TreeOptions): Promise<void>;
  /** Present where bytes are counted: all that have passed so far, with what the protocol adds. */
  readonly traffic?: () => Traffic;
  /** Present when a script can be sent, run and removed at once: the same as doing one after the other, only quicker. */
  readonly runScript?: (script: RemoteScript, signal: AbortSignal) => Promise<RemoteExit>;
  /** Present when the machine's files are a stack of layers on this machine: shows another stack inside it, read-only. */
  readonly mountLayers?: (diffIds: readonly string[], signal: AbortSignal) => Promise<string>;
  /** Present when a folder of this machine can be shown inside it, read-only, without a copy. */
  readonly mountDirectory?: (path: string, signal: AbortSignal) => Promise<string>;
}

export interface UploadOptions {
  readonly mode?: number;
  /** How many bytes there are, where that is known: a large file may go another way than a small one. */
  readonly size?: number;
  readonly signal: AbortSignal;
}

export interface TreeOptions {
  readonly exclude?: readonly string[];
  readonly signal: AbortSignal;
}
