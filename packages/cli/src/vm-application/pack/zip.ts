import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';

/** A file of a .zip. */
export type ZipMember = { readonly name: string } & ({ readonly source: string } | { readonly text: string });

/** Format and numbers: PKWARE, APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the first day that the format knows. */
const FIRST_DAY = 0x0021;
/** Sizes, places and counts beyond these take another form, which Windows PowerShell 5.1 reads as well but nobody needs. */
const LARGEST = 0xffffffff;
const MOST_MEMBERS = 0xffff;

/** Writes a .zip whose bytes depend on its members alone, in the order in which they are given. */
export async function writeZip(
  path: string,
  members: readonly ZipMember[],
  signal: AbortSignal,
): Promise<{ readonly contentDigest: string }> {
  if (members.length > MOST_MEMBERS) throw tooLarge(`${members.length} files`);
  const hash = createHash('sha256');
  const directory: Buffer[] = [];
  let offset = 0;
  await using file = await open(path, 'w', 0o644);
  for (const member of members) {
    signal.throwIfAborted();
    const content = 'text' in member ? Buffer.from(member.text) : await readFile(member.source);
    hash.update(`${member.name}\0${content.length}\0`).update(content);
    const packed = deflateRawSync(content, { level: 6 });
    const name = Buffer.from(member.name);
    const sizes = {
      checksum: crc32(content),
      packed: packed.length,
      size: content.length,
      name: name.length,
    };
    if (offset + packed.length > LARGEST) throw tooLarge('4 GiB');
    directory.push(makeCentral(sizes, offset), name);
    const pieces = [makeLocal(sizes), name, packed];
    await file.writev(pieces);
    offset += pieces.reduce((sum, { length }) => sum + length, 0);
  }
  const central = Buffer.concat(directory);
  await file.writev([central, makeEnd({ count: members.length, size: central.length, offset })]);
  return { contentDigest: hash.digest('hex') };
}

interface Sizes {
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly name: number;
}

/** Numbers with the bytes that each takes, least significant first. */
function pack(fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

function getCommon({ checksum, packed, size, name }: Sizes): readonly (readonly [2 | 4, number])[] {
  return [
    ...([
      [2, VERSION],
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, FIRST_DAY],
    ] as const),
    ...([
      [4, checksum],
      [4, packed],
      [4, size],
      [2, name],
      [2, 0],
    ] as const),
  ];
}

function makeLocal(sizes: Sizes): Buffer {
  return pack([[4, LOCAL], ...getCommon(sizes)]);
}

function makeCentral(sizes: Sizes, offset: number): Buffer {
  const rest = [
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, offset],
  ] as const;
  return pack([[4, CENTRAL], [2, VERSION], ...getCommon(sizes), ...rest]);
}

function makeEnd({ count, size, offset }: Record<'count' | 'size' | 'offset', number>): Buffer {
  return pack([
    [4, END],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
}

function tooLarge(given: string): Failure {
  return new Failure(
    problem('CLI062', {
      detail: `The package has ${given}, more than a .zip holds that every Windows can read.`,
      hint: 'Make an archive of the files, and pack that.',
    }),
  );
}
