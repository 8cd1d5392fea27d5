import type { Readable, Writable } from 'node:stream';
import type { TreeEntry } from './tree-entry';

/** A machine's files one by one, for machines without `tar`. Errors carry the machine's own words. */
export interface RemoteFiles {
  /** A folder with all above it; those that are there stay as they are. True when it was made. */
  makeFolder(path: string): Promise<boolean>;
  setMode(path: string, mode: number): Promise<void>;
  write(path: string, content: Readable, mode: number | undefined): Promise<void>;
  makeLink(path: string, target: string): Promise<void>;
  /** What a folder holds, not what is in folders of it; paths are names. */
  list(path: string): Promise<readonly TreeEntry[]>;
  read(path: string, sink: Writable): Promise<void>;
  close(): void;
}
