import { join } from 'node:path';
import type { Files } from '@strata/sdk';
import { openUploadJournal, type UploadJournal, type UploadPlan } from '../snapshot';

/** Where a region stands. */
export type RegionState = 'uploading' | 'registering' | 'copying' | 'waiting' | 'setting' | 'in' | 'failed';

/** A line: what a region begins to do, written before it does. */
export interface LogLine {
  readonly region: string;
  readonly state: RegionState;
  readonly key: string;
  /** How many times the image was begun there, from 1: AWS makes another one only for another token. */
  readonly attempt?: number;
  readonly image?: string;
  /** For people. */
  readonly problem?: string;
}

/** What is known of the publications of an image, from runs before too. */
export interface PublicationLog {
  /** Absolute. */
  readonly path: string;
  /** The journal of an upload, which goes on where one before was broken off. */
  openUpload(plan: UploadPlan): Promise<UploadJournal>;
  /** How often the image was begun in a region, in runs before too. */
  findAttempt(region: string, key: string): number;
  /** On the disk when this is over. */
  note(line: LogLine): Promise<void>;
  /** All is published: nothing has to be gone on with. */
  close(): Promise<void>;
}

export type LogFiles = Pick<Files, 'stat' | 'readText' | 'append' | 'remove'>;

/** Opens the log of an image at a destination, `<folder>/<destination>/<image>.jsonl`. */
export async function openPublicationLog(
  files: LogFiles,
  {
    folder,
    destination,
    image,
  }: { readonly folder: string; readonly destination: string; readonly image: string },
): Promise<PublicationLog> {
  const stem = join(folder, encodeURIComponent(destination), encodeURIComponent(image));
  const path = `${stem}.jsonl`;
  const uploadPath = `${stem}.upload.jsonl`;
  const lines = (await files.stat(path)) ? (await files.readText(path)).split('\n').flatMap(parseLine) : [];
  return {
    path,
    openUpload: (plan) => openUploadJournal(files, { path: uploadPath, plan }),
    findAttempt: (region, key) =>
      lines.findLast((line) => line.region === region && line.key === key && line.attempt !== undefined)
        ?.attempt ?? 0,
    note: async (line) => {
      await files.append(path, `${JSON.stringify(line)}\n`);
      lines.push(line);
    },
    close: async () => {
      await files.remove(path);
      await files.remove(uploadPath);
    },
  };
}

/** A line that was cut off counts for nothing: what it tells of was not begun. */
function parseLine(text: string): readonly LogLine[] {
  try {
    return [JSON.parse(text) as LogLine];
  } catch {
    return [];
  }
}
