import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '@strata/sdk';
import { openUploadJournal, type UploadJournal, type UploadPlan } from '../vhd';

/** A line: what a publication begins to do, written before it does. */
export interface LogLine {
  readonly state: 'uploading' | 'making' | 'replicating' | 'setting' | 'in' | 'failed';
  readonly key: string;
  readonly version?: string;
  /** For people. */
  readonly problem?: string;
}

/** What is known of the publications of an image, from runs before too. */
export interface PublicationLog {
  /** Absolute. */
  readonly path: string;
  /** The journal of an upload, which goes on where one before was broken off. @param disk digest of the disk */
  openUpload(plan: UploadPlan, disk: string): Promise<UploadJournal>;
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
  return {
    path,
    openUpload: (plan, disk) =>
      openUploadJournal(files, { path: uploadPath, plan, disk, makeToken: randomUUID }),
    note: (line) => files.append(path, `${JSON.stringify(line)}\n`),
    close: async () => {
      await files.remove(path);
      await files.remove(uploadPath);
    },
  };
}
