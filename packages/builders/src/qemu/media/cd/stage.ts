import { constants } from 'node:fs';
import { copyFile, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reveal } from '@strata/sdk';
import type { Content, MediumFiles } from '../medium-files';

/** How the work goes on and when it ends. */
interface StageContext {
  readonly signal: AbortSignal;
  /** Hears of bytes that were copied. */
  onCopied(bytes: number): void;
}

/** Lays the files into a folder, all with one time, in seconds since 1970. Where the disk can, copies share its blocks. */
export async function stage(
  { folders, files }: MediumFiles,
  root: string,
  time: number,
  { signal, onCopied }: StageContext,
): Promise<void> {
  const paths = [...folders].sort();
  await mkdir(root);
  for (const path of paths) await mkdir(join(root, path));
  for (const [path, content] of files) {
    signal.throwIfAborted();
    await lay(content, join(root, path));
    await utimes(join(root, path), time, time);
    onCopied(content.kind === 'local' ? content.size : 0);
  }
  // What is laid into a folder changes its time, so those inside come first.
  for (const path of [...paths.reverse(), '']) await utimes(join(root, path), time, time);
}

async function lay(content: Content, target: string): Promise<void> {
  if (content.kind === 'text') await writeFile(target, reveal(content.text));
  else await copyFile(content.path, target, constants.COPYFILE_FICLONE);
}
