import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { convertDisk } from '../../packages/layers/src/disk';
import { makeRawDisk, type RawDiskFixture } from '../../packages/layers/src/testing/raw-disk-fixture';
import type { DiskFormat } from '../../packages/sdk/src';
import { check } from './check';
import { forms } from './forms';

let disk: RawDiskFixture;
beforeAll(async () => {
  disk = await makeRawDisk();
});
afterAll(() => disk[Symbol.asyncDispose]());

async function write(format: DiskFormat, name: string): Promise<string> {
  await convertDisk(disk.request(format, name));
  return join(disk.folder, name);
}

const look = (format: DiskFormat, path: string) => {
  const form = forms.find((each) => each.format === format);
  if (!form) throw new Error(`${format} is not looked at`);
  const image = { layers: [], base: {}, config: {} };
  return check({ form, path, raw: join(disk.folder, 'disk.raw'), image, vmdk: undefined, schema: undefined });
};

async function spoil(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(Buffer.from([0xff, 0xfe]), 0, 2, position);
}

test('what was written right reads back, the disk in an OVA too', async () => {
  for (const format of ['qcow2', 'vhd', 'vhdx', 'vmdk', 'ova'] as const)
    expect([format, await look(format, await write(format, `right.${format}`))]).toEqual([format, []]);
});

test('one byte that differs is told, and so is a disk of another size', async () => {
  const path = await write('vhd', 'spoiled.vhd');
  await spoil(path, 0);
  expect(await look('vhd', path)).toEqual([expect.stringContaining('Content mismatch')]);
  const longer = join(disk.folder, 'longer.qcow2');
  execFileSync('cp', [await write('qcow2', 'short.qcow2'), longer]);
  execFileSync('qemu-img', ['resize', '-q', longer, '+1M']);
  expect(await look('qcow2', longer)).toEqual([expect.stringMatching(/^holds \d+ bytes instead of \d+$/)]);
});

test('a manifest that does not fit what is in the OVA is told', async () => {
  const path = await write('ova', 'spoiled.ova');
  const header = 512;
  await spoil(path, header + '<?xml version="'.length);
  expect(await look('ova', path)).toEqual([expect.stringContaining('manifest lacks SHA256(')]);
});
