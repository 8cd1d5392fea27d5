import { join } from 'node:path';
import type { Clock, Files } from '@strata/sdk';
import type { KeepAct } from '@strata/sdk/keep';

/** A line: what is done to a version, a copy or a disk, written before it is done, and how it ended. */
export interface KeepLine {
  /** The gallery, the region of a copy, or the container. */
  readonly place: string;
  /** Of the version, or the name of the disk. */
  readonly id: string;
  readonly act: KeepAct;
  readonly state: 'begun' | 'done' | 'failed';
  /** For people. */
  readonly told?: string;
}

/** Who looks later finds here what was put aside and removed, and when. It is never shortened. */
export interface KeepLog {
  /** Absolute. */
  readonly path: string;
  /** On the disk when this is over. */
  note(line: KeepLine): Promise<void>;
}

interface LogPorts {
  readonly files: Pick<Files, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The log of a destination, `<folder>/<destination>/kept.jsonl`. Where a run was ended is not read from it: the tags say that. */
export function openKeepLog({ files, clock }: LogPorts, folder: string, destination: string): KeepLog {
  const path = join(folder, encodeURIComponent(destination), 'kept.jsonl');
  return {
    path,
    note: async (line) => {
      const at = new Date(clock.now()).toISOString();
      await files.append(path, `${JSON.stringify({ at, ...line })}\n`);
    },
  };
}
