import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { appendFile, open, rename, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { createFrameReader, END, endOfFrames, FOLDER, writeFile, writeFolder } from '../../winrm/frames';
import {
  appendScript,
  discardScript,
  echoScript,
  getPackScript,
  PACKED,
  PIECE,
  PIECES,
  unpackScript,
} from '../../winrm/scripts';
import type { Disk } from './disk';
import type { Program, ProgramContext } from './process';

/** There is no PowerShell here: the scripts of our client are known by their very text, and done by hand. */
export function findOwnScript(script: string, disk: Disk): Program | undefined {
  if (script === echoScript) return echo;
  if (script === unpackScript) return (context) => told(context, () => unpack(context, disk));
  if (script === appendScript) return (context) => told(context, () => append(context, disk));
  if (script === discardScript) return (context) => discard(context, disk);
  const from = /^\$from = '((?:[^']|'')*)'; \$tree = \$(true|false)\n/.exec(script);
  const path = from?.[1]?.replaceAll("''", "'");
  const kind = from?.[2] === 'true' ? 'tree' : 'file';
  if (path === undefined || script !== getPackScript(path, kind)) return undefined;
  return (context) => told(context, () => pack(context, disk.locate(path), kind));
}

/** As the scripts tell their errors. */
async function told({ err }: ProgramContext, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    await err(`${error instanceof Error ? error.message : error}\r\n`);
    return 1;
  }
}

async function echo({ stdin, out }: ProgramContext): Promise<number> {
  const pieces: Buffer[] = [];
  for await (const piece of stdin) pieces.push(piece);
  await out(Buffer.concat(pieces).toString('base64'));
  return 0;
}

function getPackedPlace({ environment }: ProgramContext, disk: Disk): string | undefined {
  const name = environment[PACKED];
  return name === undefined ? undefined : disk.locate(`%TEMP%\\${name}`);
}

async function append(context: ProgramContext, disk: Disk): Promise<void> {
  const place = getPackedPlace(context, disk);
  if (!place) throw new Error('Value cannot be null.');
  for (let index = 0; index < PIECES; index++)
    await appendFile(place, Buffer.from(context.environment[`${PIECE}${index}`] ?? '', 'base64'));
}

function discard(context: ProgramContext, disk: Disk): number {
  const place = getPackedPlace(context, disk);
  if (place) rmSync(place, { force: true });
  return 0;
}

async function unpack(context: ProgramContext, disk: Disk): Promise<void> {
  const place = getPackedPlace(context, disk);
  const source = place ? Readable.from([readFileSync(place)]) : Readable.from(context.stdin);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  try {
    const reader = createFrameReader(source.pipe(unzipped));
    const root = await reader.text();
    for (let kind = await reader.byte(); kind !== END; kind = await reader.byte()) {
      const path = await reader.text();
      const target = disk.locate(path === '' ? root : `${root}/${path}`);
      if (kind === FOLDER) mkdirSync(target, { recursive: true });
      else await unpackFile(target, await reader.time(), reader.pieces());
    }
  } finally {
    if (place) rmSync(place, { force: true });
  }
}

async function unpackFile(target: string, seconds: number, pieces: AsyncIterable<Buffer>): Promise<void> {
  if (existsSync(target) && statSync(target).isDirectory()) throw new Error('it is a folder');
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.strata-draft`;
  const file = await open(draft, 'w');
  try {
    for await (const piece of pieces) await file.write(piece);
    await file.close();
    if (seconds > 0) await utimes(draft, seconds, seconds);
    if (existsSync(target)) copyFileSync(draft, target);
    else await rename(draft, target);
  } finally {
    await file.close().catch(() => {});
    rmSync(draft, { force: true });
  }
}

async function pack({ out }: ProgramContext, path: string, kind: 'file' | 'tree'): Promise<void> {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (kind === 'tree' && !isFolder) throw new Error('there is no such folder');
  if (kind === 'file' && isFolder) throw new Error('it is a folder');
  if (!existsSync(path)) throw new Error(`Could not find file '${path}'.`);
  const frames = kind === 'tree' ? packTree(path, '') : packFile(path, '');
  const packed = Readable.from(withEnd(frames), { objectMode: false }).pipe(createGzip());
  for await (const piece of packed.pipe(inWholeGroups())) await out((piece as Buffer).toString('base64'));
}

async function* withEnd(frames: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* frames;
  yield endOfFrames;
}

async function* packTree(folder: string, name: string): AsyncGenerator<Buffer> {
  yield writeFolder(name);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inner = name === '' ? entry.name : `${name}/${entry.name}`;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* packTree(path, inner);
    else yield* packFile(path, inner);
  }
}

const MILLISECONDS = 1_000;

function packFile(path: string, name: string): AsyncGenerator<Buffer> {
  return writeFile(name, [readFileSync(path)], Math.floor(statSync(path).mtimeMs / MILLISECONDS));
}

const BYTES_IN_GROUP = 3;

/** So that the pieces are one text of Base64 when they stand behind each other. */
function inWholeGroups(): Transform {
  let waiting: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([waiting, chunk]);
      const whole = all.length - (all.length % BYTES_IN_GROUP);
      waiting = all.subarray(whole);
      done(undefined, all.subarray(0, whole));
    },
    flush(done) {
      done(undefined, waiting);
    },
  });
}
