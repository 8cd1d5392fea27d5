import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** Where a file lies in an archive, in bytes. */
export interface Member {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

const BLOCK = 512;
/** Fields of a header. Source: POSIX.1, "ustar Interchange Format". */
const NAME = [0, 100] as const;
const SIZE = [124, 136] as const;

/** Where the first disk lies in an OVA, which is a tar. Nothing is unpacked. @throws Failure AWS071 when there is none */
export async function findDiskMember(path: string): Promise<Member> {
  await using file = await open(path).catch((cause: Error) => {
    throw unreadable(path, cause.message, cause);
  });
  for await (const member of listMembers(file))
    if (member.name.toLowerCase().endsWith('.vmdk')) return member;
  throw unreadable(path, 'it holds no disk that ends in .vmdk');
}

async function* listMembers(file: FileHandle): AsyncGenerator<Member> {
  const header = Buffer.alloc(BLOCK);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(header, 0, BLOCK, at);
    const name = readText(header, NAME);
    if (bytesRead < BLOCK || name === '') return;
    const size = readSize(header);
    const offset = at + BLOCK;
    yield { name, offset, size };
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function readText(header: Buffer, [start, end]: readonly [number, number]): string {
  return header.subarray(start, end).toString('latin1').split('\0')[0] ?? '';
}

/** In octal digits, or, for more than 8 GiB, as a number with its first bit set. */
function readSize(header: Buffer): number {
  const [start, end] = SIZE;
  const first = header[start] ?? 0;
  const isBinary = first >= 0x80;
  if (isBinary) return Number(header.readBigUInt64BE(end - 8));
  const size = Number.parseInt(readText(header, SIZE).trim(), 8);
  return Number.isNaN(size) ? 0 : size;
}

function unreadable(path: string, why: string, cause?: unknown): Failure {
  return new Failure(
    problem('AWS071', {
      detail: `The disk ${path} cannot be read: ${why}.`,
      hint: 'Look into it with tar -tf, or build it again.',
    }),
    { cause },
  );
}
