import type { RemoteValues } from './remote/remote-values';

/** The outside world as the functions see it. Everything is asked for at the time of the call. */
export interface FunctionPorts {
  readonly files: FunctionFiles;
  readonly clock: { /** Milliseconds since the epoch. */ now(): number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths of `file`, `templatefile`… start from (`path.root`), absolute. */
  readonly root: string;
  /** Current folder, which `abspath` and `filebase64` start from, absolute. */
  readonly cwd: string;
  /** What `~` stands for. */
  readonly home: string;
  /** Random bytes, for identifiers and salts. */
  random(length: number): Uint8Array;
  /** What other machines keep. Absent where none may be asked: the functions that would say so. */
  readonly remote?: RemoteValues;
}

/** Reading of files, synchronous because evaluation is. Paths are absolute. */
export interface FunctionFiles {
  /** The bytes, or undefined when there is no such file; throws for anything else. */
  read(path: string): Uint8Array | undefined;
  kind(path: string): 'file' | 'directory' | 'other' | undefined;
  /** Names in a folder, in any order. */
  list(path: string): readonly string[];
}
