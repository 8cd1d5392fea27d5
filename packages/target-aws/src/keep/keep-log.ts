import { join } from 'node:path';
import type { Clock, Files } from '@strata/sdk';
import type { KeepAct } from '@strata/sdk/keep';

/** A line: what is done to an image or a snapshot, written before it is done, and how it ended. */
export interface KeepLine {
  readonly region: string;
  readonly id: string;
  /** For people. */
  readonly name: string;
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

/** The log of a destination, `<folder>/<destination>/kept.jsonl`. Where a run was ended is not read from it: AWS says that. */
export function openKeepLog(
  { files, clock }: { readonly files: Pick<Files, 'append'>; readonly clock: Pick<Clock, 'now'> },
  { folder, destination }: { readonly folder: string; readonly destination: string },
): KeepLog {
  const path = join(folder, encodeURIComponent(destination), 'kept.jsonl');
  return {
    path,
    note: (line) =>
      files.append(path, `${JSON.stringify({ at: new Date(clock.now()).toISOString(), ...line })}\n`),
  };
}
