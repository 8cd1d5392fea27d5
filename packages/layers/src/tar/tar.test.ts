import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { makeEntry, readTar, type TarEntry, type TarItem, writeTar } from '.';
import { showByteText } from './entry';
import { makeHeader, readHeader } from './header';
import { readNumber } from './number-field';
import { makePaxRecords, readPaxRecords } from './pax';
import { makeBlocks } from './write';

type Member = TarEntry & { readonly content?: string };

async function* makeItems(members: readonly Member[]): AsyncGenerator<TarItem> {
  for (const { content = '', ...entry } of members) {
    yield { kind: 'entry', entry: { ...entry, size: content.length } };
    if (content !== '') yield { kind: 'data', bytes: Buffer.from(content, 'latin1') };
  }
}

async function toBytes(members: readonly Member[]): Promise<Buffer> {
  return buffer(writeTar(makeItems(members)));
}

/** Pieces of so many bytes, so that every boundary falls everywhere. */
async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size = 1000): Promise<readonly Member[]> {
  const members: (TarEntry & { content: string })[] = [];
  for await (const item of readTar(cut(bytes, size))) {
    if (item.kind === 'entry') members.push({ ...item.entry, content: '' });
    else (members.at(-1) as { content: string }).content += item.bytes.toString('latin1');
  }
  return members;
}

async function getProblem(bytes: Buffer): Promise<string> {
  const failure = await read(bytes).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw failure;
  return failure.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join();
}

/** A header as some other program writes it. */
function foreign(fields: { type: string; name?: string; size?: number; link?: string }): Buffer {
  const { name = 'x', size = 0, link = '' } = fields;
  return makeHeader({
    name,
    size,
    link,
    type: fields.type,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    major: 0,
    minor: 0,
  });
}

function padded(text: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil(text.length / 512) * 512);
  bytes.write(text, 'latin1');
  return bytes;
}

const end = Buffer.alloc(1024);

const members: readonly Member[] = [
  makeEntry({ type: 'directory', path: '', mode: 0o755 }),
  {
    ...makeEntry({ type: 'file', path: 'a', mode: 0o6755, uid: 1, gid: 2, mtime: 3 }),
    content: 'x'.repeat(1500),
  },
  { ...makeEntry({ type: 'file', path: `d/${'long'.repeat(70)}` }), content: 'y'.repeat(512) },
  makeEntry({ type: 'symlink', path: 'l', link: '../b'.repeat(60) }),
  makeEntry({ type: 'hardlink', path: 'h', link: 'a' }),
  makeEntry({ type: 'character', path: 'c', major: 5, minor: 1 }),
  makeEntry({ type: 'fifo', path: 'p' }),
  makeEntry({ type: 'file', path: 'o\xff\n"', uid: 3_000_000, gid: 4_000_000_000, mtime: 9_999_999_999 }),
  makeEntry({
    type: 'file',
    path: 'e',
    xattrs: new Map([
      ['user.x', '1=\n\0\xff'],
      ['security.capability', '\x01'],
    ]),
  }),
];

describe('a tar archive', () => {
  test.each([1, 7, 511, 512, 513, 100_000])(
    'is read as it was written, in pieces of %i bytes',
    async (size) => {
      const bytes = await toBytes(members);
      expect(bytes.length % 512).toBe(0);
      expect(await read(bytes, size)).toEqual(
        members.map((member) => ({ content: '', ...member, size: member.content?.length ?? 0 })),
      );
    },
  );

  test('names files of more than 8 GiB by an extended record', () => {
    const [, content, , header] = makeBlocks(makeEntry({ type: 'file', path: 'big', size: 2 ** 33 + 5 }));
    expect(content?.toString()).toBe('19 size=8589934597\n');
    expect(readHeader(header as Buffer)).toMatchObject({ name: 'big', size: 0 });
  });

  test('may have a file of more than 8 GiB in it', async () => {
    const size = 2 ** 33 + 5;
    const piece = Buffer.alloc(2 ** 26);
    const parts = [...makeBlocks(makeEntry({ type: 'file', path: 'big', size }))];
    const stream = async function* () {
      yield* parts;
      for (let left = size; left > 0; left -= piece.length)
        yield piece.subarray(0, Math.min(left, piece.length));
      yield Buffer.alloc(512 - (size % 512));
      yield* makeBlocks(makeEntry({ type: 'file', path: 'after' }));
      yield end;
    };
    const seen: string[] = [];
    let bytes = 0;
    for await (const item of readTar(stream())) {
      if (item.kind === 'entry') seen.push(item.entry.path);
      else bytes += item.bytes.length;
    }
    expect([seen, bytes]).toEqual([['big', 'after'], size]);
  });

  test('may come with GNU long names, global records, old folders and members of no meaning', async () => {
    const long = 'n'.repeat(300);
    const bytes = Buffer.concat([
      foreign({ type: 'V', name: 'label' }),
      ...[foreign({ type: 'g', size: 20 }), padded('20 comment=a commit\n')],
      ...[foreign({ type: 'L', size: long.length + 1 }), padded(`${long}\0`)],
      ...[foreign({ type: 'K', size: 3 }), padded('./t\0'), foreign({ type: '1' })],
      foreign({ type: '\0', name: './old/' }),
      ...[foreign({ type: 'Z', name: '/odd', size: 3 }), padded('abc')],
      end,
    ]);
    expect((await read(bytes)).map(({ type, path, link, content }) => [type, path, link, content])).toEqual([
      ['hardlink', long, 't', ''],
      ['directory', 'old', '', ''],
      ['file', 'odd', '', 'abc'],
    ]);
  });

  test('is read to its end, so that a digest sees every byte', async () => {
    let seen = 0;
    const stream = async function* () {
      for (const part of [await toBytes([]), Buffer.alloc(9000)]) {
        seen += part.length;
        yield part;
      }
    };
    for await (const _ of readTar(stream()));
    expect(seen).toBe(10_024);
  });

  test('that was cut off or damaged is refused', async () => {
    const bytes = await toBytes(members);
    expect(await getProblem(bytes.subarray(0, 100))).toMatch(/^LAY020 .* ends within a header/);
    expect(await getProblem(bytes.subarray(0, 1600))).toMatch(/^LAY020 .* ends within a\./);
    expect(await getProblem(Buffer.concat([foreign({ type: 'x', size: 600 }), padded('x')]))).toMatch(
      /^LAY020/,
    );
    expect(await getProblem(Buffer.concat([foreign({ type: 'x', size: 9 }), padded('99 a=b\n')]))).toMatch(
      /malformed/,
    );
    expect(await getProblem(Buffer.concat([foreign({ type: 'x', size: 2 ** 30 })]))).toMatch(/claims/);
    const flipped = Buffer.from(bytes);
    flipped[3] = 0x41;
    expect(await getProblem(flipped)).toMatch(/checksum/);
  });

  test.each(['S', 'M', 'D'])('with a member of type %s is refused with the way out', async (type) => {
    expect(await getProblem(Buffer.concat([foreign({ type }), end]))).toMatch(/^LAY021/);
  });

  test('whose data does not fit its headers is never written', async () => {
    const items = async function* (): AsyncGenerator<TarItem> {
      yield { kind: 'entry', entry: makeEntry({ type: 'file', path: 'a', size: 5 }) };
    };
    await expect(buffer(writeTar(items()))).rejects.toThrow('5 bytes of a tar member are missing');
  });
});

test('numbers are octal with any filler, or GNU base 256', () => {
  const number = (bytes: string) =>
    readNumber(Buffer.from(bytes.padEnd(8, '\0'), 'latin1'), { start: 0, length: 8 });
  expect(
    ['0000644', ' 644 ', '', '\x80\0\0\0\0\x01\0\0', '\xff\xff\xff\xff\xff\xff\xff\xff', '0000648'].map(
      number,
    ),
  ).toEqual([0o644, 0o644, 0, 65_536, -1, undefined]);
});

test('the length of an extended record counts its own digits', () => {
  for (const length of [1, 5, 6, 7, 90, 91, 92, 93, 94, 990, 991]) {
    const records = new Map([['k', 'v'.repeat(length)]]);
    expect(readPaxRecords(makePaxRecords(records))).toEqual(records);
  }
});

test('names are shown to people as UTF-8 where they are, and escaped where they are not', () => {
  expect(showByteText(Buffer.from('ü\n').toString('latin1'))).toBe('ü\\n');
  expect(showByteText('\xff')).toBe('ÿ');
});
