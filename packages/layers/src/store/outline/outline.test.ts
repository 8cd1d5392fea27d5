import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { makeEntry, type TarItem, writeTar } from '../../tar';
import { assembleTar } from './assemble';
import { createOutline, readOutline } from './outline';

let tree: string;
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'strata-outline-'));
});
afterAll(() => rm(tree, { recursive: true }));

const large = Buffer.alloc(700_001, 'large');
const long = `etc/${'n'.repeat(200)}`;

/** Files of all sizes beside each other, with names that need records of their own. */
const items: readonly TarItem[] = [
  { kind: 'entry', entry: makeEntry({ type: 'directory', path: '' }) },
  { kind: 'entry', entry: makeEntry({ type: 'directory', path: 'etc' }) },
  ...makeFile('etc/a', Buffer.from('hello\n')),
  ...makeFile('etc/empty', Buffer.alloc(0)),
  { kind: 'entry', entry: makeEntry({ type: 'symlink', path: 'etc/l', link: 'a' }) },
  ...makeFile(long, Buffer.alloc(512, 'x')),
  { kind: 'entry', entry: makeEntry({ type: 'file', path: 'etc/.wh.gone' }) },
  ...makeFile('etc/\xff', large),
  { kind: 'entry', entry: makeEntry({ type: 'hardlink', path: 'z', link: 'etc/a' }) },
];

function makeFile(path: string, bytes: Buffer): readonly TarItem[] {
  const entry = makeEntry({ type: 'file', path, size: bytes.length });
  return [{ kind: 'entry', entry }, ...(bytes.length === 0 ? [] : [{ kind: 'data' as const, bytes }])];
}

async function* give(): AsyncGenerator<TarItem> {
  yield* items;
}

function outline(): Buffer {
  const maker = createOutline();
  for (const item of items) maker.add(item);
  return maker.end() as Buffer;
}

function assemble(kept: Buffer): Buffer {
  const pieces: Buffer[] = [];
  // The same memory each time, as it is given in use.
  const memory = Buffer.alloc(5000);
  const tar = assembleTar(readOutline(kept) ?? [], tree, memory);
  for (let next = tar.next(memory); next.done !== true; next = tar.next(memory))
    pieces.push(Buffer.from(next.value));
  return Buffer.concat(pieces);
}

test('an outline and the files that it names are the archive again, to the byte', async () => {
  await mkdir(join(tree, 'etc'));
  await writeFile(join(tree, 'etc/a'), 'hello\n');
  await writeFile(join(tree, long), Buffer.alloc(512, 'x'));
  await writeFile(Buffer.concat([Buffer.from(`${tree}/etc/`), Buffer.from([0xff])]), large);
  expect(assemble(outline()).equals(await buffer(writeTar(give())))).toBe(true);
});

test('a file that is gone, cut short or something else ends it', async () => {
  await rm(join(tree, 'etc/a'));
  expect(() => assemble(outline())).toThrow('ENOENT');
  await writeFile(join(tree, 'etc/a'), 'hel');
  expect(() => assemble(outline())).toThrow('3 bytes of a file are missing');
  await rm(join(tree, 'etc/a'));
  await mkdir(join(tree, 'etc/a'));
  expect(() => assemble(outline())).toThrow('EISDIR');
});

test('an outline that was damaged is none', () => {
  const kept = outline();
  kept.writeUInt8(kept.readUInt8(100) ^ 1, 100);
  expect(readOutline(kept)).toBeUndefined();
  expect(readOutline(outline().subarray(0, -1))).toBeUndefined();
  expect(readOutline(Buffer.alloc(0))).toBeUndefined();
});
