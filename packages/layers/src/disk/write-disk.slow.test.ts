import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { DiskFormat } from '@strata/sdk';
import { type DiskFixture, diskSize, makeDiskFixture } from '../testing/disk-fixture';
import { findLeftOvers, searchPath } from '../testing/temporary-store';
import { convertDisk } from './formats';
import { type WriteDiskRequest, writeDisk } from './write-disk';

let fixture: DiskFixture;
beforeAll(async () => {
  fixture = await makeDiskFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

function write(format: DiskFormat, name: string, more: Partial<WriteDiskRequest> = {}) {
  const request = {
    image: { layers: fixture.layers, base: { architecture: 'amd64' } },
    options: { size: diskSize },
    name: 'golden',
    format,
    output: join(fixture.folder, name),
  };
  return writeDisk(fixture.box.store, { ...request, ...more });
}

const compare = (one: string, other: string) =>
  execFileSync('qemu-img', ['compare', one, other], { cwd: fixture.folder, encoding: 'utf8' });

test('an image in another format is the disk that it is as a raw one', async () => {
  const raw = await write('raw', 'golden.raw');
  const vmdk = await write('vmdk', 'golden.vmdk');
  expect(vmdk).toEqual(raw);
  expect(compare('golden.raw', 'golden.vmdk')).toBe('Images are identical.\n');
  expect(await findLeftOvers(fixture.box.store)).toEqual([]);
});

test('a VHD that is written once is the one that a raw disk is converted to', async () => {
  const { id } = await write('raw', 'twice.raw');
  await write('vhd', 'once.vhd');
  const [input, output] = [join(fixture.folder, 'twice.raw'), join(fixture.folder, 'twice.vhd')];
  await convertDisk({ format: 'vhd', name: 'golden', input, output, contentKey: id, searchPath });
  expect((await readFile(join(fixture.folder, 'once.vhd'))).equals(await readFile(output))).toBe(true);
});

test('the same image gives the same VHDX, and an edit one with other ids', async () => {
  await write('vhdx', 'one.vhdx');
  await write('vhdx', 'two.vhdx');
  const read = (name: string) => readFile(join(fixture.folder, name));
  expect((await read('one.vhdx')).equals(await read('two.vhdx'))).toBe(true);
  const layers = await fixture.makeLayers(fixture.box, 'changed');
  await write('vhdx', 'other.vhdx', { image: { layers, base: { architecture: 'amd64' } } });
  const [one, other] = [await read('one.vhdx'), await read('other.vhdx')];
  // The ids of file and data in the first header.
  expect(one.subarray(0x10010, 0x10030).equals(other.subarray(0x10010, 0x10030))).toBe(false);
});

test('an image over its parent is little more than what it adds', async () => {
  const layers = await fixture.makeLayers(fixture.box, 'changed');
  const image = { layers, base: { architecture: 'amd64' } };
  await write('qcow2', 'parent.qcow2');
  await write('raw', 'child.raw', { image });
  const backing = join(fixture.folder, 'parent.qcow2');
  const qcow2 = { kind: 'overlay', backing, recordAs: 'parent.qcow2' } as const;
  await write('qcow2', 'child.qcow2', { image, qcow2 });
  expect(compare('child.raw', 'child.qcow2')).toBe('Images are identical.\n');
  const { size } = await stat(join(fixture.folder, 'child.qcow2'));
  expect(size).toBeLessThan((await stat(backing)).size / 4);
});

test('a folder of a machine takes the place of an older one, but not that of other files', async () => {
  await write('ovf', 'machine');
  await write('vmx', 'machine');
  expect((await readdir(join(fixture.folder, 'machine'))).sort()).toEqual([
    'golden-flat.vmdk',
    'golden.vmdk',
    'golden.vmx',
  ]);
  execFileSync('sh', ['-c', 'mkdir mine; touch mine/letter'], { cwd: fixture.folder });
  const error = await write('vmx', 'mine').catch((thrown: unknown) => thrown);
  expect(error instanceof Failure && error.diagnostics[0]?.code).toBe('LAY037');
  expect(await readdir(join(fixture.folder, 'mine'))).toEqual(['letter']);
  expect(await findLeftOvers(fixture.box.store)).toEqual([]);
});
