import type { Readable, Writable } from 'node:stream';

/** `user`: an ordinary user, root only inside a user namespace. `root`: root of this machine. */
export type NamespaceMode = 'user' | 'root';

/** A command that runs as root of fresh mount and pid namespaces. */
export interface NamespaceCommand {
  /** Name or absolute path; a name is looked up along `PATH` of `env`. */
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** The whole environment: nothing is inherited. @default only `PATH` of the machine */
  readonly env?: Readonly<Record<string, string>>;
  /** @default `ignore` */
  readonly stdin?: 'ignore' | 'pipe' | 'inherit';
  /** False gives a network namespace with nothing in it but a loopback that is down. @default true */
  readonly network?: boolean;
  /** Kills the command and everything it started. */
  readonly signal?: AbortSignal;
}

/** How a process of this machine ended. */
export type ProcessExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string };

/** A running command. It and all that it started die with this process, whatever ends this process. */
export interface NamespaceProcess {
  /** Process id on this machine of the outermost process; killing it ends everything. */
  readonly pid: number;
  /** Present when asked for with `stdin: 'pipe'`. */
  readonly stdin: Writable | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Rejects with a `Failure` when the namespace could not be made, with the signal's reason when it was aborted. */
  readonly exit: Promise<ProcessExit>;
  /** Ends the command and everything it started, at once. */
  kill(): void;
}

/** What a finished command gave. */
export interface NamespaceResult {
  readonly exit: ProcessExit;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** A way, tried and found to work, to be root over files that this machine's user may not own. */
export interface Namespace {
  readonly mode: NamespaceMode;
  /** Absolute paths of the tools of this machine that namespaces need. */
  readonly tools: Tools;
  /** `PATH` of this machine. */
  readonly searchPath: string;
  spawn(command: NamespaceCommand): NamespaceProcess;
  /** Collects all output in memory; `input` becomes standard input. A non-zero exit is a result, not an error. */
  run(command: NamespaceCommand & { readonly input?: string | Buffer }): Promise<NamespaceResult>;
}

/** Absolute paths. The last two are needed by ordinary users only. */
export interface Tools {
  readonly sh: string;
  readonly setpriv: string;
  readonly unshare: string;
  readonly nsenter: string;
  readonly mount: string;
  readonly umount: string;
  readonly chroot: string;
  readonly mkfifo: string;
  readonly newuidmap?: string;
  readonly newgidmap?: string;
}
