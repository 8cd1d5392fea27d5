import { execFileSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceDateEpoch } from '../../../source-date-epoch';
import { writePatches } from '../patch';
import { MIB } from '../sizes';
import { type FatFile, writeFat } from './write-fat';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-fat-'));
});
afterEach(() => rm(folder, { recursive: true }));

const time = sourceDateEpoch;

async function make(files: readonly FatFile[]): Promise<string> {
  const path = join(folder, 'volume');
  const request = { size: 64 * MIB, hidden: 2 * MIB, serial: 0x1a2b3c4d, label: 'ESP', time };
  const patches = writeFat({ ...request, files });
  const volume = await open(path, 'w');
  await volume.truncate(request.size);
  await writePatches(volume, patches);
  await volume.close();
  return path;
}

const files: readonly FatFile[] = [
  { path: 'EFI/BOOT/BOOTX64.EFI', bytes: Buffer.alloc(1_234_567, 'loader') },
  { path: 'EFI/BOOT/EMPTY.TXT', bytes: Buffer.alloc(0) },
  { path: 'EFI/DEBIAN/GRUB.CFG', bytes: Buffer.from('normal\n') },
  { path: 'loader/entries/a longer name.conf', bytes: Buffer.from('title\n') },
  ...Array.from({ length: 40 }, (_, index) => ({ path: `MANY/F${index}`, bytes: Buffer.from(`${index}`) })),
];

test('fsck.fat finds nothing to say of a volume', async () => {
  const path = await make(files);
  const said = execFileSync('fsck.fat', ['-n', '-v', path], { encoding: 'utf8' });
  // It counts the label and the six folders with them.
  expect(said).toContain(`${files.length + 7} files`);
  expect(said).not.toMatch(/differ|wrong|reclaim|invalid|dirty/i);
});

test('mtools reads what was written, with the time that everything has', async () => {
  const path = await make(files);
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, ['-i', path, ...args], {
      maxBuffer: 2 * MIB,
      env: { ...process.env, TZ: 'UTC', MTOOLS_SKIP_CHECK: '1' },
    });
  for (const { path: name, bytes } of files) expect(run('mtype', `::/${name}`).equals(bytes)).toBe(true);
  const listing = run('mdir', '::/EFI/BOOT').toString();
  expect(listing).toContain('Volume in drive : is ESP');
  expect(listing).toContain('Volume Serial Number is 1A2B-3C4D');
  expect(listing).toMatch(/BOOTX64\s+EFI\s+1234567\s+2023-11-14\s+22:13/);
});

test('two volumes of the same files have the same bytes', async () => {
  const first = await readFile(await make(files));
  expect((await readFile(await make(files))).equals(first)).toBe(true);
});

test('files that do not fit are refused', async () => {
  await expect(make([{ path: 'BIG', bytes: Buffer.alloc(64 * MIB) }])).rejects.toThrow(
    /more than the volume/,
  );
});
