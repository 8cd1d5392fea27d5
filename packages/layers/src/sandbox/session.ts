import type { OutputChunk, RemoteExit, Text } from '@strata/sdk';

/** What a sandbox is made of. Every path is absolute. */
export interface SandboxRequest {
  /** Folder of the layer store; layer names are relative to it, because mount options must stay under one page. */
  readonly store: string;
  /** Layers as folders below `store` (`l/0123456789ab`), base first. */
  readonly layers: readonly string[];
  /** Folder that receives what is written, owned by the namespace's root or empty and ours. */
  readonly upper: string;
  /** Empty folder on the file system of `upper`, for the kernel and for the sandbox itself. Removed by nobody. */
  readonly work: string;
  /** Folder of this machine shown at `/run/strata`, writable. */
  readonly shared: string;
  /** False leaves only a loopback interface. */
  readonly network: boolean;
  /** Content of /etc/resolv.conf while the sandbox is open; it never lands in `upper`. */
  readonly resolvConf: string;
  /** Folders of this machine shown inside. */
  readonly binds?: readonly SandboxBind[];
  /** Environment of every command, unless it says otherwise. */
  readonly env: Readonly<Record<string, string>>;
}

export interface SandboxBind {
  /** Folder of this machine. */
  readonly source: string;
  /** Absolute path inside. Made when missing, without a trace in `upper`. */
  readonly target: string;
  /**
   * `read-only`; `writable`: changes reach `source`; `scratch`: may be changed inside, changes are forgotten.
   */
  readonly access: 'read-only' | 'writable' | 'scratch';
}

/** A command inside a sandbox: text for `/bin/sh -c`. Neither text nor environment appear in a process list. */
export interface SandboxCommand {
  readonly command: Text;
  /** Added to the sandbox's own environment. */
  readonly env?: Readonly<Record<string, Text>>;
  readonly stdin?: NodeJS.ReadableStream;
  readonly onOutput?: (chunk: OutputChunk) => void;
  /** Takes standard output instead of `onOutput`, at its own pace. Not ended when the command ends. */
  readonly stdout?: NodeJS.WritableStream;
}

/** What runs on the caller's terminal. */
export interface SandboxAttach {
  /** @default a login shell */
  readonly command?: Text;
  /** Added to the sandbox's own environment; `TERM` belongs here. */
  readonly env?: Readonly<Record<string, Text>>;
}

/** An open sandbox. Whatever ends this process ends the sandbox, every process in it and all its mounts. */
export interface SandboxSession {
  /** Runs a command with namespaces of its own below the sandbox's: what it leaves running ends with it. */
  exec(command: SandboxCommand, signal: AbortSignal): Promise<RemoteExit>;
  /** Lets a person in: a login shell (or `command`) on the caller's own terminal. Gives the exit code. */
  attach(command: SandboxAttach, signal: AbortSignal): Promise<number>;
  /** Shows another stack of layers (base first) read-only; gives the path inside. */
  mountLayers(layers: readonly string[], signal: AbortSignal): Promise<string>;
  /** Shows a folder of this machine; gives the path inside. One to be written is made when missing. @default read-only */
  mountDirectory(path: string, signal: AbortSignal, access?: 'read-only' | 'writable'): Promise<string>;
  /** Takes away what `mountLayers` or `mountDirectory` gave. */
  unmount(path: string): Promise<void>;
  /** Ends what runs inside, waits until it is gone. After this `upper` is at rest. Never rejects; may be called again. */
  close(): Promise<void>;
}
