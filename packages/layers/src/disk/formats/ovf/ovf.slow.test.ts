import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRawDisk } from '../../../testing/raw-disk-fixture';
import { convertDisk } from '../convert';

/** What a program writes, run in a folder. */
const run = (cwd: string, command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8' });

/** The sums of a manifest in the form that sha256sum checks. */
function getSums(manifest: string): string {
  return manifest.replace(/^SHA256\((.*)\)= (.*)$/gm, '$2  $1');
}

test('an OVA is a tar of description, sums and disk, in this order and with right sums', async () => {
  await using disk = await makeRawDisk();
  await convertDisk(disk.request('ova', 'golden.ova'));
  const members = ['golden.ovf', 'golden.mf', 'golden-disk1.vmdk'];
  expect(run(disk.folder, 'tar', '-tf', 'golden.ova').trim().split('\n')).toEqual(members);
  run(disk.folder, 'tar', '-xf', 'golden.ova');
  const manifest = await readFile(join(disk.folder, 'golden.mf'), 'utf8');
  const checked = execFileSync('sha256sum', ['-c'], { cwd: disk.folder, input: getSums(manifest) });
  expect(checked.toString()).toBe('golden.ovf: OK\ngolden-disk1.vmdk: OK\n');
  expect(disk.qemuImg('compare', '-f', 'raw', 'disk.raw', 'golden-disk1.vmdk')).toBe(
    'Images are identical.\n',
  );
});

test('the description in an OVA tells the size of the disk that is in it', async () => {
  await using disk = await makeRawDisk();
  await convertDisk(disk.request('ova', 'golden.ova'));
  run(disk.folder, 'tar', '-xf', 'golden.ova');
  const size = run(disk.folder, 'stat', '-c', '%s', 'golden-disk1.vmdk').trim();
  const descriptor = await readFile(join(disk.folder, 'golden.ovf'), 'utf8');
  expect(descriptor).toContain(`ovf:href="golden-disk1.vmdk" ovf:size="${size}"`);
  expect(descriptor.trimEnd()).toMatch(/<\/Envelope>$/);
});

test('an OVF is a folder with the same three', async () => {
  await using disk = await makeRawDisk();
  await convertDisk(disk.request('ovf', 'golden'));
  const folder = join(disk.folder, 'golden');
  const manifest = await readFile(join(folder, 'golden.mf'), 'utf8');
  const checked = execFileSync('sha256sum', ['-c'], { cwd: folder, input: getSums(manifest) });
  expect(checked.toString()).toBe('golden.ovf: OK\ngolden-disk1.vmdk: OK\n');
});

test('a VMX is a folder with a flat disk that QEMU reads through its description', async () => {
  await using disk = await makeRawDisk();
  await convertDisk(disk.request('vmx', 'golden'));
  expect(disk.qemuImg('compare', '-f', 'raw', '-F', 'vmdk', 'disk.raw', 'golden/golden.vmdk')).toBe(
    'Images are identical.\n',
  );
  const settings = await readFile(join(disk.folder, 'golden/golden.vmx'), 'utf8');
  expect(settings).toContain('scsi0:0.fileName = "golden.vmdk"\n');
});
