import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFiles, createProcesses } from '@strata/sdk/node';
import { compareWithSnapshot } from '../../testing/disk-files';
import { getProblem } from '../../testing/get-problem';
import { type OpenedImport, openImport } from '../../testing/open-import';
import type { DiskFormat } from './schema';

const REGION = 'eu-central-1';
const CONTENT = { 0: 'boot', 7: 'root', 40: 'data' };

let scratch: string;
let opened: OpenedImport;
beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'strata-import-'));
  opened = await openImport({
    variables: { PATH: process.env.PATH },
    more: (ports) => ({
      scratch,
      ports: { ...ports, files: createFiles(), processes: createProcesses() },
    }),
  });
});
afterEach(async () => {
  await opened[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true });
});

const convert = (from: string, to: string, ...args: readonly string[]) =>
  execFileSync('qemu-img', ['convert', '-f', 'raw', ...args, from, to]);

/** Writes a raw disk in another format, as others write it. */
const WRITERS: Readonly<Record<Exclude<DiskFormat, 'raw'>, (raw: string, to: string) => void>> = {
  vmdk: (raw, to) => convert(raw, to, '-O', 'vmdk'),
  vhd: (raw, to) => convert(raw, to, '-O', 'vpc', '-o', 'force_size=on'),
  vhdx: (raw, to) => convert(raw, to, '-O', 'vhdx'),
  qcow2: (raw, to) => convert(raw, to, '-O', 'qcow2', '-c'),
  ova: (raw, to) => {
    const folder = dirname(to);
    convert(raw, join(folder, 'disk1.vmdk'), '-O', 'vmdk', '-o', 'subformat=streamOptimized');
    writeFileSync(join(folder, 'vm.ovf'), '<Envelope/>');
    execFileSync('tar', ['-C', folder, '--format=ustar', '-cf', to, 'vm.ovf', 'disk1.vmdk']);
  },
};

test.each(Object.keys(WRITERS) as (keyof typeof WRITERS)[])(
  'a disk in %s is what it holds',
  async (format) => {
    const raw = await opened.disks.write('golden.raw', CONTENT);
    const path = raw.replace(/raw$/, format);
    WRITERS[format](raw, path);
    await opened.run([path], { ami_name: 'golden', format });
    const [snapshot] = opened.fake.cloud.region(REGION).snapshots.all();
    const compared = { region: REGION, id: snapshot?.id ?? '', path: raw };
    expect(await compareWithSnapshot(opened.fake, compared)).toEqual([]);
  },
);

test.each([
  ['qcow2', /^AWS073 qemu-img cannot unpack .*not a disk.*Install qemu-utils/s],
  ['ova', /^AWS071 .*holds no disk that ends in \.vmdk/],
])('a file that is no %s is told, and nothing is left', async (format, expected) => {
  const path = join(scratch, `not a disk.${format}`);
  writeFileSync(path, 'text');
  expect(await getProblem(opened.run([path], { ami_name: 'golden', format }))).toMatch(expected);
  expect(opened.fake.log.mutating()).toEqual([]);
});
