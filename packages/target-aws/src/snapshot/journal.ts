import { createHash } from 'node:crypto';
import type { Files } from '@strata/sdk';
import type { UploadPlan } from './plan-upload';

/** What is known of an upload that was begun before. */
export interface BegunUpload {
  /** How many were begun for the same disk, from 1: each has a token of its own. */
  readonly attempt: number;
  readonly snapshotId: string | undefined;
  /** Blocks that were put. */
  readonly done: ReadonlySet<number>;
  /** True when it was to be completed: blocks can be put no more. */
  readonly isCompleting: boolean;
}

/** An upload, as it goes on after its process was killed. Nothing of AWS tells which blocks a pending snapshot has. */
export interface UploadJournal {
  readonly begun: BegunUpload;
  /** Forgets the snapshot, of which nothing will become, and begins another attempt. */
  restart(): Promise<void>;
  started(snapshotId: string): Promise<void>;
  /** Notes a block, soon: one that is noted too late is put once more, which changes nothing. */
  put(index: number): void;
  /** Waits until all is noted. */
  settle(): Promise<void>;
  completing(): Promise<void>;
}

type Line =
  | { readonly upload: string; readonly attempt: number }
  | { readonly snapshot: string }
  | { readonly put: readonly number[] }
  | { readonly completing: true };

/** Opens the journal of an upload. One that tells of another disk, or another parent, is begun anew. */
export async function openUploadJournal(
  files: Pick<Files, 'stat' | 'readText' | 'append' | 'remove'>,
  { path, plan }: { readonly path: string; readonly plan: UploadPlan },
): Promise<UploadJournal> {
  const upload = getUploadName(plan);
  const append = (line: Line) => files.append(path, `${JSON.stringify(line)}\n`);
  let begun = getBegun((await files.stat(path)) ? await files.readText(path) : '', upload);
  if (begun === undefined) {
    await files.remove(path);
    begun = await begin(1);
  }
  let unwritten: number[] = [];
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;
  const write = async () => {
    const put = unwritten;
    unwritten = [];
    if (put.length > 0) await append({ put });
  };
  async function begin(attempt: number): Promise<BegunUpload> {
    await append({ upload, attempt });
    return { attempt, snapshotId: undefined, done: new Set(), isCompleting: false };
  }
  const journal = {
    get begun(): BegunUpload {
      return begun as BegunUpload;
    },
    restart: async () => {
      begun = await begin(journal.begun.attempt + 1);
    },
    started: (snapshotId: string) => append({ snapshot: snapshotId }),
    put: (index: number) => {
      unwritten.push(index);
      if (unwritten.length > 1) return;
      // What comes while the line before is on its way to the disk goes into the next one.
      writing = writing.then(write).catch((error: unknown) => {
        failure = error;
      });
    },
    settle: async () => {
      await writing;
      if (failure !== undefined) throw failure;
    },
    completing: () => append({ completing: true }),
  };
  return journal;
}

/** Two uploads of one name put the same blocks into the same snapshot. */
function getUploadName({ parent, volumeSize, puts }: UploadPlan): string {
  return createHash('sha256')
    .update(JSON.stringify([parent ?? '', volumeSize, [...puts]]))
    .digest('hex');
}

/** The last attempt that a journal tells of; undefined when it is about something else. */
function getBegun(text: string, upload: string): BegunUpload | undefined {
  let begun: BegunUpload | undefined;
  for (const line of text.split('\n').flatMap(parseLine)) {
    if ('upload' in line) {
      if (line.upload !== upload) return undefined;
      begun = { attempt: line.attempt, snapshotId: undefined, done: new Set(), isCompleting: false };
    } else if (begun) begun = addLine(begun, line);
  }
  return begun;
}

function addLine(begun: BegunUpload, line: Exclude<Line, { readonly upload: string }>): BegunUpload {
  if ('snapshot' in line) return { ...begun, snapshotId: line.snapshot };
  if ('completing' in line) return { ...begun, isCompleting: true };
  return { ...begun, done: new Set([...begun.done, ...line.put]) };
}

/** A line that was cut off counts for nothing. */
function parseLine(text: string): readonly Line[] {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}
