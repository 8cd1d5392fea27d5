import type { FileHandle } from 'node:fs/promises';

/** One part of a package file, which is an archive of the kind that `ar` makes. */
export interface Member {
  readonly name: string;
  /** Offset of its header in the file. */
  readonly start: number;
  /** Offset of what it holds. */
  readonly content: number;
  /** Bytes of what it holds. */
  readonly size: number;
}

const magic = '!<arch>\n';
const headerEnd = '`\n';
/** Bytes of a header: name 16, time 12, owner 6, group 6, mode 8, size 10, end mark 2. Source: ar(5). */
const headerSize = 60;
const fields = { name: [0, 16], size: [48, 58], end: [58, 60] } as const;
/** A package has three. */
const mostMembers = 10;

/** The parts of a package in their order; undefined when the file is no such archive. Source: deb(5). */
export async function readMembers(file: FileHandle): Promise<readonly Member[] | undefined> {
  const total = (await file.stat()).size;
  if ((await readText(file, 0, magic.length)) !== magic) return undefined;
  const members: Member[] = [];
  for (let start = magic.length; start < total && members.length < mostMembers; ) {
    const member = parseHeader(await readText(file, start, headerSize), start);
    if (member === undefined || member.content + member.size > total) return undefined;
    members.push(member);
    start = member.content + pad(member.size);
  }
  return members;
}

/** Headers begin at even offsets. */
export function pad(size: number): number {
  return size + (size % 2);
}

async function readText(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('latin1', 0, bytesRead);
}

function parseHeader(header: string, start: number): Member | undefined {
  const [name, size, end] = [fields.name, fields.size, fields.end].map(([from, to]) =>
    header.slice(from, to),
  ) as [string, string, string];
  if (end !== headerEnd || !/^\d+ *$/.test(size)) return undefined;
  return { name: name.trim().replace(/\/$/, ''), start, content: start + headerSize, size: Number(size) };
}

/** A header with nothing in it of when and by whom it was written. */
export function makeHeader(name: string, size: number): Buffer {
  const text = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)].join('');
  return Buffer.from(`${text}${String(size).padEnd(10)}${headerEnd}`, 'latin1');
}
