import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { type FloppyRequest, writeFloppy } from './write';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-floppy-'));
  mkdirSync(join(folder, 'drivers/net/deep'), { recursive: true });
  mkdirSync(join(folder, 'drivers/empty'));
  writeFileSync(join(folder, 'drivers/net/NET.SYS'), Buffer.alloc(70_001, 'net'));
  writeFileSync(join(folder, 'drivers/net/deep/a long name with spaces, and a comma.txt'), 'deep');
  writeFileSync(join(folder, 'Autounattend.xml'), '<x/>');
  writeFileSync(join(folder, 'ünï-界.cfg'), 'unicode');
  symlinkSync('Autounattend.xml', join(folder, 'linked.xml'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a floppy and gives what mtools copies out of it, and what fsck says. */
async function write(name: string, request: Omit<FloppyRequest, 'target'>) {
  const target = join(folder, `${name}.img`);
  const context = { ports: createNodePorts(), reporter: createRecordingReporter(), baseDirectory: folder };
  await writeFloppy(context, { ...request, target });
  const out = join(folder, name);
  mkdirSync(out);
  const env = { ...process.env, LC_ALL: 'C.UTF-8', MTOOLS_SKIP_CHECK: '0' };
  execFileSync('mcopy', ['-s', '-Q', '-i', target, '::*', out], { env });
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
  const listing = execFileSync('mdir', ['-i', target, '::'], { env, encoding: 'utf8' });
  // Ends with another code than 0 when anything is to be mended.
  const checked = execFileSync('fsck.fat', ['-n', '-v', target], { encoding: 'utf8' });
  return { names, listing, checked, read: (path: string) => readFileSync(join(out, path)) };
}

test('mtools reads files, folders and long names back, and fsck has nothing to mend', async () => {
  const { names, listing, checked, read } = await write('whole', {
    files: ['*.xml', 'ünï-界.cfg'],
    directories: ['drivers/'],
    content: { 'Autounattend.xml': '<replaced/>', 'scripts/run once.cmd': 'rem', EMPTY: '' },
    label: 'cidata',
  });
  expect(names).toEqual(
    [
      ...['Autounattend.xml', 'EMPTY', 'linked.xml', 'ünï-界.cfg', 'scripts', 'scripts/run once.cmd'],
      ...['drivers', 'drivers/empty', 'drivers/net', 'drivers/net/NET.SYS', 'drivers/net/deep'],
      'drivers/net/deep/a long name with spaces, and a comma.txt',
    ].sort(),
  );
  expect(read('drivers/net/NET.SYS').equals(Buffer.alloc(70_001, 'net'))).toBe(true);
  expect(read('Autounattend.xml').toString()).toBe('<replaced/>');
  expect(read('linked.xml').toString()).toBe('<x/>');
  expect(read('drivers/net/deep/a long name with spaces, and a comma.txt').toString()).toBe('deep');
  expect(listing).toMatch(/Volume in drive : is cidata/i);
  // The root counts as one.
  expect(checked).toMatch(/13 files/);
}, 30_000);

test('floppy_files lays all files below a folder into the root', async () => {
  const { names } = await write('flat', { files: ['drivers'] });
  expect(names).toEqual(['NET.SYS', 'a long name with spaces, and a comma.txt']);
}, 30_000);

test('a floppy can be filled to the last sector, with folders of many files', async () => {
  // Three folders of 64 files with long names: (2 + 64 * 2) * 32 bytes are 9 sectors each.
  const many = ['a', 'b', 'c'].flatMap((at) =>
    Array.from({ length: 64 }, (_, index) => [`${at}/file-${index}`, 'x'.repeat(512)] as const),
  );
  const rest = 2847 - 3 * 9 - 3 * 64;
  const content = Object.fromEntries([...many, ['FILL', 'y'.repeat(rest * 512)]]);
  const { names, checked, read } = await write('full', { content });
  expect(names).toHaveLength(3 + 3 * 64 + 1);
  expect(read('FILL')).toHaveLength(rest * 512);
  expect(checked).toMatch(/2847\/2847 clusters/);
}, 30_000);
