import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LayerRecord } from '@strata/sdk';
import { listDisks } from '../../store/kept-disks';
import { type DiskFixture, diskSize, makeDiskFixture } from '../../testing/disk-fixture';
import { findLeftOvers, makeTemporaryStore } from '../../testing/temporary-store';
import { OVERHEAD } from './layout';
import { makeDisk } from './make-disk';
import { GIB, MIB } from './sizes';

const rootOffset = 66 * MIB;
let fixture: DiskFixture;
let disk: Awaited<ReturnType<DiskFixture['make']>>;

beforeAll(async () => {
  fixture = await makeDiskFixture();
  disk = await fixture.make('disk.raw');
});
afterAll(() => fixture[Symbol.asyncDispose]());

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
/** What e2fsprogs says of the root file system of a disk. */
const ask = (path: string, question: string) =>
  run('debugfs', '-R', question, `${path}?offset=${rootOffset}`);
/** Fails when anything is to be said against it. */
const check = (path: string) => run('e2fsck', '-fn', `${path}?offset=${rootOffset}`);

test('a disk has the partitions that fdisk knows of clouds, and keeps its holes', async () => {
  const { partitiontable } = JSON.parse(run('sfdisk', '--json', disk.output));
  expect(partitiontable.id.toLowerCase()).toBe(disk.facts.id);
  const seen = partitiontable.partitions.map(({ name, start, size, node }: Record<string, unknown>) =>
    [name, start, size, String(node).slice(disk.output.length)].join(' '),
  );
  expect(seen.sort()).toEqual(['bios 2048 2048 14', 'esp 4096 131072 15', 'root 135168 387072 1']);
  expect(run('sfdisk', '--verify', disk.output)).toContain('No errors detected');
  const { blocks, size } = await stat(disk.output);
  expect([size, blocks * 512 < diskSize / 2]).toEqual([diskSize, true]);
});

test('its root file system has no faults, its own id and name, and shows what the stack does', () => {
  expect(check(disk.output)).toContain('root: ');
  expect(ask(disk.output, 'cat /etc/motd')).toBe('hello\n');
  expect(ask(disk.output, 'ls -p /etc')).not.toContain('/big/');
  expect(ask(disk.output, 'show_super_stats -h')).toContain(disk.facts.rootId);
});

test('it has the same bytes when it is made from a kept disk, and in another store from nothing', async () => {
  const first = await digest(disk.output);
  expect(await listDisks(fixture.box.store.context)).toHaveLength(1);
  expect(await digest((await fixture.make('again.raw')).output)).toBe(first);
  await using box = await makeTemporaryStore();
  const layers = await fixture.makeLayers(box, 'hello');
  expect(await digest((await fixture.make('other.raw', { box, layers })).output)).toBe(first);
  expect(await findLeftOvers(fixture.box.store)).toEqual([]);
});

test('files of a layer that were changed behind its back are not in the disk', async () => {
  await using box = await makeTemporaryStore();
  const layers = await fixture.makeLayers(box, 'hello');
  const tree = await box.store.layerDirectory((layers[1] as LayerRecord).diffId);
  await box.sh('echo STEP >var/step; touch -d @1700000000 var/step', tree);
  expect(await digest((await fixture.make('changed.raw', { box, layers })).output)).toBe(
    await digest(disk.output),
  );
  expect(box.notes.map(({ code }) => code)).toEqual(['LAY006']);
  expect(await findLeftOvers(box.store)).toEqual([]);
});

test('after an edit of the last step it differs in little more than what the step changed', async () => {
  const layers = await fixture.makeLayers(fixture.box, 'changed');
  const { output, facts } = await fixture.make('edited.raw', { layers });
  expect(facts.rootId).toBe(disk.facts.rootId);
  expect(facts.id).not.toBe(disk.facts.id);
  expect(ask(output, 'cat /etc/motd')).toBe('changed\n');
  expect(check(output)).toContain('root: ');
  const differing = run('sh', '-c', `cmp -l '${disk.output}' '${output}' | wc -l`);
  expect(Number(differing)).toBeLessThan(5000);
});

test('for Secure Boot, shim and the signed GRUB of the distribution are put before the kernel', async () => {
  const { output } = await fixture.make('secure.raw', { options: { size: diskSize, secureBoot: true } });
  const read = (path: string) =>
    execFileSync('mtype', ['-i', `${output}@@${2 * MIB}`, `::/${path}`], { maxBuffer: 8 * MIB });
  expect(read('EFI/BOOT/BOOTX64.EFI').toString('latin1')).toContain('Microsoft Corporation UEFI CA 2011');
  expect(read('EFI/BOOT/GRUBX64.EFI').toString('latin1')).toContain('Debian Secure Boot');
  expect(read('EFI/DEBIAN/GRUB.CFG').toString()).toContain('linux $folder/vmlinuz');
});

test('an image that nothing could start is refused, and nothing of it is left', async () => {
  const layer = await fixture.box.commit('mkdir etc && echo hello >etc/motd');
  const output = join(fixture.folder, 'none.raw');
  const refuse = (base: Record<string, string>) =>
    makeDisk(fixture.box.store, { image: { layers: [layer], base }, output, options: { size: diskSize } });
  await expect(refuse({})).rejects.toThrow(/Image without a kernel: .*\/vmlinuz/);
  await expect(refuse({ architecture: 'arm64' })).rejects.toThrow(/No boot loader .* arm64/);
  await expect(stat(output)).rejects.toThrow('ENOENT');
  expect(await findLeftOvers(fixture.box.store)).toEqual([]);
});

test('a disk that is written to another file system keeps its holes', async () => {
  const elsewhere = await mkdtemp('/dev/shm/strata-disk-');
  try {
    const output = join(elsewhere, 'disk.raw');
    const { layers } = fixture;
    await makeDisk(fixture.box.store, { image: { layers, base: {} }, output, options: { size: diskSize } });
    expect(await digest(output)).toBe(await digest(disk.output));
    expect((await stat(output)).blocks * 512).toBeLessThan(diskSize / 2);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

const nothing = () => undefined;

test('work on a disk that is broken off leaves nothing', async () => {
  const { layers, folder, box } = fixture;
  const output = join(folder, 'aborted.raw');
  const stop = new AbortController();
  const made = makeDisk(box.store, {
    image: { layers: layers.toReversed(), base: {} },
    output,
    options: { size: diskSize },
    signal: stop.signal,
    startActivity: ({ label }) => {
      if (label === 'writing the root file system') stop.abort();
      return { add: nothing, set: nothing, end: nothing, [Symbol.dispose]: nothing };
    },
  });
  await expect(made).rejects.toThrow(/aborted/);
  await expect(stat(output)).rejects.toThrow('ENOENT');
  expect(await findLeftOvers(box.store)).toEqual([]);
});

test('a disk whose layers take more than their archives let expect is made in the size that they need', async () => {
  const { layers, box } = fixture;
  const tiny = await box.commit('mkdir srv; for i in $(seq 3000); do echo $i >srv/$i; done');
  const stack = [...layers, tiny];
  const archives = stack.reduce((sum, { size }) => sum + size, 0);
  // Ends just behind what archives let expect; blocks of so many small files take 8 MiB more.
  const free = Math.floor((4 * GIB - OVERHEAD - 64 * MIB) * 0.97 - archives * 1.15) - 2 * MIB;
  const request = { layers: stack, options: { free } };
  const { output, facts } = await fixture.make('tiny.raw', request);
  expect([facts.size, (await stat(output)).size]).toEqual([8 * GIB, 8 * GIB]);
  expect(check(output)).toContain('root: ');
  expect(ask(output, 'cat /srv/2999')).toBe('2999\n');
  // Now that they are measured, it is made in one go.
  expect((await fixture.make('known.raw', request)).facts).toEqual(facts);
});

test('the size of a disk follows from its layers where it is not given', async () => {
  const { output, facts } = await fixture.make('measured.raw', { options: { free: 0 } });
  expect([facts.size, (await stat(output)).size]).toEqual([4 * GIB, 4 * GIB]);
});
