import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestFiles } from '../../testing/image-files';
import { rpmReader } from './reader';

type Value = number | string | readonly string[];

/** A header of rpm, written by its description. */
function makeHeader(values: Readonly<Record<number, Value>>): Buffer {
  const entries: Buffer[] = [];
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [tag, value] of Object.entries(values)) {
    const number = Buffer.alloc(4);
    if (typeof value === 'number') number.writeUInt32BE(value);
    const texts = typeof value === 'string' ? [value] : value;
    const part =
      typeof value === 'number'
        ? number
        : Buffer.from((texts as readonly string[]).map((text) => `${text}\0`).join(''));
    const type = typeof value === 'number' ? 4 : typeof value === 'string' ? 6 : 8;
    const entry = Buffer.alloc(16);
    for (const [at, field] of [
      Number(tag),
      type,
      offset,
      typeof texts === 'object' ? texts.length : 1,
    ].entries())
      entry.writeUInt32BE(field, at * 4);
    entries.push(entry);
    parts.push(part);
    offset += part.length;
  }
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(entries.length, 0);
  lengths.writeUInt32BE(offset, 4);
  return Buffer.concat([lengths, ...entries, ...parts]);
}

const count = 500;

/** As many packages as a system has; every tenth so large that it goes over several pages. */
function makePackages(length = count): readonly Buffer[] {
  return Array.from({ length }, (_, index) =>
    makeHeader({
      1000: `pkg${index}`,
      1001: '1.0',
      1002: '2.el9',
      ...(index % 2 === 0 && { 1003: 1 }),
      1004: 'x'.repeat(index % 10 === 0 ? 30_000 : 10),
      1014: 'GPLv2+ and MIT',
      1022: 'x86_64',
      1044: `src${index}-1.0-2.el9.src.rpm`,
      1047: [`pkg${index}`, `libpkg${index}.so()(64bit)`],
      1049: ['rpmlib(Foo)', `libpkg${index - 1}.so()(64bit)`],
    }),
  );
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-rpm-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function makeDatabase(pageSize: number, rows: readonly Buffer[]): Buffer {
  const path = join(folder, `${pageSize}-${rows.length}.sqlite`);
  const inserts = rows.map((row) => `INSERT INTO Packages(blob) VALUES (x'${row.toString('hex')}');`);
  execFileSync('sqlite3', [path], {
    input: `PRAGMA page_size=${pageSize};
CREATE TABLE other(a);
BEGIN;
CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);
${inserts.join('\n')}
COMMIT;
`,
  });
  return readFileSync(path);
}

test.each([
  ['pages of 4 KiB', 4096],
  ['the smallest pages', 512],
  ['the largest pages', 65_536],
])('the data base that SQLite writes with %s is read whole', (_title, pageSize) => {
  const file = makeDatabase(pageSize, [
    ...makePackages(),
    makeHeader({ 1000: 'gpg-pubkey', 1001: '1', 1002: '1' }),
  ]);
  const files = createTestFiles({ 'var/lib/rpm/rpmdb.sqlite': file }, rpmReader.wants);
  const { value, diagnostics } = rpmReader.read(files);
  expect(diagnostics).toEqual([]);
  expect(value.packages.map(({ name }) => name)).toEqual(
    Array.from({ length: count }, (_, index) => `pkg${index}`),
  );
  expect(value.packages[10]).toEqual({
    ecosystem: 'rpm',
    name: 'pkg10',
    version: '1:1.0-2.el9',
    architecture: 'x86_64',
    source: { name: 'src10', version: '1.0-2.el9' },
    licenses: ['GPL-2.0-or-later AND MIT'],
    summary: 'x'.repeat(30_000),
    location: 'var/lib/rpm/rpmdb.sqlite',
    needs: [['libpkg9.so()(64bit)']],
    provides: ['pkg10', 'libpkg10.so()(64bit)'],
  });
});

test('a data base with any byte changed is read or told, and nothing else', () => {
  const whole = makeDatabase(512, makePackages(12));
  let told = 0;
  // Steps without a common divisor with the size of a page meet every field of one sooner or later.
  for (let at = 0; at < whole.length; at += 211) {
    for (const byte of [0, 0x7f, 0xff]) {
      const file = Buffer.from(whole);
      file[at] = byte;
      const files = createTestFiles({ 'var/lib/rpm/rpmdb.sqlite': file }, rpmReader.wants);
      const codes = rpmReader.read(files).diagnostics.map(({ code }) => code);
      expect(['', 'PPR030']).toContain(codes.join());
      told += codes.length;
    }
  }
  expect(told).toBeGreaterThan(0);
});
