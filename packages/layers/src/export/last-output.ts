import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exported } from '@strata/sdk';
import type { StoreContext } from '../store/context';
import { readJson, writeJson } from '../store/json-file';
import { getBoot } from '../store/owner';
import type { ExportRequest } from './export-image';
import { listFiles } from './list-files';

/** Another number when the same request is to give other bytes. */
const version = 1;

/** What the last export to a place gave, and of what. */
interface LastOutput extends Exported {
  readonly key: string;
  /** Of each file, what tells it from one that somebody has written to or put in its place. */
  readonly stamps: readonly string[];
}

/** What is at the output when it is what the same request gave the last time, and nobody has touched it since. */
export async function findLastOutput(
  store: StoreContext,
  request: ExportRequest,
): Promise<Exported | undefined> {
  const last = await readJson(getRecordPath(store, request.output), parseLastOutput);
  if (last === undefined || last === 'damaged' || last.key !== (await getKey(request))) return undefined;
  const files = await listFiles(request.output).catch(() => []);
  const stamps = await stampFiles(files);
  if (JSON.stringify([files, stamps]) !== JSON.stringify([last.files, last.stamps])) return undefined;
  return { files: last.files, summary: last.summary };
}

/** Where that cannot be noted, it is written again the next time. */
export async function rememberOutput(
  store: StoreContext,
  request: ExportRequest,
  { files, summary }: Exported,
): Promise<void> {
  const last: LastOutput = { key: await getKey(request), files, summary, stamps: await stampFiles(files) };
  await writeJson(store, getRecordPath(store, request.output), last).catch(() => undefined);
}

/** One for each place that somebody exports to. `collect` may remove it. */
function getRecordPath({ layout }: StoreContext, output: string): string {
  return join(layout.disks, `${digest(output)}.json`);
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Where boot loaders of this machine lie. An update puts new files into them, of which a folder's times tell. */
const bootLoaders = [
  'grub/i386-pc',
  'grub/x86_64-efi',
  'grub/x86_64-efi-signed',
  'shim',
  'systemd/boot/efi',
].map((folder) => join('/usr/lib', folder));

/**
 * All that decides the bytes, this version of Strata by its own file. Nothing forces an output to the platter, so it is
 * known for as long as the machine runs.
 */
async function getKey({ image, form, ...request }: ExportRequest): Promise<string> {
  const backing = form.backing === undefined ? [] : [form.backing];
  const stamps = await stampFiles([__filename, ...bootLoaders, ...backing]);
  return digest(JSON.stringify([version, getBoot(), image, form, stamps, request]));
}

async function stampFiles(files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    files.map(async (file) => {
      const found = await stat(file).catch(() => undefined);
      return found ? [found.size, found.mtimeMs, found.ctimeMs, found.ino].join(' ') : '';
    }),
  );
}

function parseLastOutput(value: unknown): LastOutput | undefined {
  const { key, files, summary, stamps } = Object(value);
  const isTexts = (list: unknown): list is readonly string[] =>
    Array.isArray(list) && list.every((text) => typeof text === 'string');
  if (typeof key !== 'string' || typeof summary !== 'string' || !isTexts(files) || !isTexts(stamps))
    return undefined;
  return { key, files, summary, stamps };
}
