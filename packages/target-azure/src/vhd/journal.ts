import { createHash } from 'node:crypto';
import type { Files } from '@strata/sdk';
import type { UploadPlan } from './plan-upload';

/** What is known of an upload that was begun before. */
export interface BegunUpload {
  /** Stands in the blob's metadata as well: a blob with another one is somebody else's. */
  readonly token: string;
  /** Whether the blob is there with its size, and what it begins as has no footer any more. */
  readonly isPrepared: boolean;
  /** First blocks of stretches that were written or cleared. */
  readonly done: ReadonlySet<number>;
}

/** An upload, as it goes on after its process was killed. */
export interface UploadJournal {
  readonly begun: BegunUpload;
  /** Forgets what was done: the blob is not there any more, or is another one. */
  restart(): Promise<void>;
  prepared(): Promise<void>;
  /** Notes a stretch, soon: one that is noted too late is sent once more, which changes nothing. */
  sent(first: number): void;
  /** Waits until all is noted. */
  settle(): Promise<void>;
}

type Line =
  | { readonly upload: string; readonly token: string }
  | { readonly prepared: true }
  | { readonly sent: readonly number[] };

export interface JournalRequest {
  readonly path: string;
  readonly plan: UploadPlan;
  /** Digest of the disk. */
  readonly disk: string;
  /** Makes a new one for each attempt. */
  readonly makeToken: () => string;
}

/** Opens the journal of an upload. One that tells of another disk, or another parent, is begun anew. */
export async function openUploadJournal(
  files: Pick<Files, 'stat' | 'readText' | 'append' | 'remove'>,
  { path, plan, disk, makeToken }: JournalRequest,
): Promise<UploadJournal> {
  const upload = getUploadName(plan, disk);
  const append = (line: Line) => files.append(path, `${JSON.stringify(line)}\n`);
  const begin = async (): Promise<BegunUpload> => {
    const token = makeToken();
    await append({ upload, token });
    return { token, isPrepared: false, done: new Set() };
  };
  const found = getBegun((await files.stat(path)) ? await files.readText(path) : '', upload);
  if (found === undefined) await files.remove(path);
  let begun = found ?? (await begin());
  let unwritten: number[] = [];
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;
  const write = async () => {
    const sent = unwritten;
    unwritten = [];
    if (sent.length > 0) await append({ sent });
  };
  return {
    get begun() {
      return begun;
    },
    restart: async () => {
      begun = await begin();
    },
    prepared: () => append({ prepared: true }),
    sent: (first) => {
      unwritten.push(first);
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
  };
}

/** Two uploads of one name write the same pages into the same blob. */
function getUploadName({ parent, virtualSize, writes, clears }: UploadPlan, disk: string): string {
  return createHash('sha256')
    .update(JSON.stringify([parent?.blob ?? '', disk, virtualSize, writes, clears]))
    .digest('hex');
}

/** The last attempt that a journal tells of; undefined when it is about something else. */
function getBegun(text: string, upload: string): BegunUpload | undefined {
  let begun: BegunUpload | undefined;
  for (const line of text.split('\n').flatMap(parseLine)) {
    if ('upload' in line) {
      if (line.upload !== upload) return undefined;
      begun = { token: line.token, isPrepared: false, done: new Set() };
    } else if (begun) begun = addLine(begun, line);
  }
  return begun;
}

function addLine(begun: BegunUpload, line: Exclude<Line, { readonly upload: string }>): BegunUpload {
  if ('prepared' in line) return { ...begun, isPrepared: true };
  return { ...begun, done: new Set([...begun.done, ...line.sent]) };
}

/** A line that was cut off counts for nothing. */
function parseLine(text: string): readonly Line[] {
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}
