import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAptMachine } from './machine';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'machine-'));
});
afterEach(() => rm(root, { recursive: true }));

test('a machine without apt has no sources', async () => {
  expect(await readAptMachine(root)).toEqual({ sources: [], distributions: [], codename: undefined });
});

test('files of both styles are read, files with other endings are not', async () => {
  await mkdir(join(root, 'etc/apt/sources.list.d'), { recursive: true });
  const line = (uri: string) => `deb http://${uri}.test x main\n`;
  await writeFile(join(root, 'etc/apt/sources.list'), line('a'));
  await writeFile(join(root, 'etc/apt/sources.list.d/b.list'), line('b'));
  await writeFile(join(root, 'etc/apt/sources.list.d/c.list.disabled'), line('c'));
  await writeFile(
    join(root, 'etc/apt/sources.list.d/d.sources'),
    'Types: deb\nURIs: http://d.test\nSuites: x\n',
  );
  await writeFile(
    join(root, 'etc/os-release'),
    'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\n',
  );
  const machine = await readAptMachine(root);
  expect(machine.sources.map(({ uri }) => uri)).toEqual(['http://a.test', 'http://b.test', 'http://d.test']);
  expect(machine).toMatchObject({ distributions: ['linuxmint', 'ubuntu', 'debian'], codename: 'wilma' });
});

test('a source may be a list of mirrors in a file, as in cloud images of Debian; the first counts', async () => {
  await mkdir(join(root, 'etc/apt'), { recursive: true });
  await writeFile(
    join(root, 'mirrors'),
    '# comment\nhttps://first.test/debian/\nhttps://second.test/debian\n',
  );
  await writeFile(
    join(root, 'etc/apt/sources.list'),
    `deb mirror+file://${join(root, 'mirrors')} bookworm main\n`,
  );
  expect((await readAptMachine(root)).sources[0]?.uri).toBe('https://first.test/debian');
});
