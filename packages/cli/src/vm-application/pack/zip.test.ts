import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeZip } from './zip';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-zip-'));
});
afterEach(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();

/** Python checks every sum when it reads. */
const read = (path: string) =>
  JSON.parse(
    execFileSync(
      'python3',
      [
        '-c',
        'import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps([[i.filename,i.date_time[0],z.read(i).decode()] for i in z.infolist()]))',
        path,
      ],
      { encoding: 'utf8' },
    ),
  );

test('another program reads what was written', async () => {
  await writeFile(join(folder, 'source'), 'x'.repeat(100_000));
  const path = join(folder, 'a.zip');
  await writeZip(
    path,
    [
      { name: 'manage.ps1', text: 'é' },
      { name: 'files/0', source: join(folder, 'source') },
    ],
    signal,
  );
  expect(read(path)).toEqual([
    ['manage.ps1', 1980, 'é'],
    ['files/0', 1980, 'x'.repeat(100_000)],
  ]);
  expect((await readFile(path)).length).toBeLessThan(1000);
});

test('the same members give the same bytes', async () => {
  const members = [{ name: 'a', text: 'a' }];
  const [first, second] = [join(folder, '1'), join(folder, '2')];
  const digest = await writeZip(first, members, signal);
  expect(await writeZip(second, members, signal)).toEqual(digest);
  expect((await readFile(first)).equals(await readFile(second))).toBe(true);
});
