import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startDelayProxy } from '../../../packages/communicators/src/testing/delay-proxy';
import { startSshd } from '../../../packages/communicators/src/testing/sshd';
import type { Bed } from '../bed';
import type { Case, Figure } from '../case';
import { median } from '../measure';
import { type Observed, observe } from '../observe';
import { makeFile, makeMemoryFolder, makeTree } from '../upload-data';
import { getUpload, type Receiver, type UploadProgram, uploadPrograms } from '../upload-programs';

const ROUNDS = 3;
const FILES = 10_000;
const FILE_MEBIBYTES = 512;
const ROUND_TRIP = 40;
/** Packer waits twice for each file. With the delay it sends so few of them; its time is that of all, by rule of three. */
const PACKER_FILES = 500;

const TREE_GOAL = 10;
const MEMORY_GOAL = 200;

/** What is sent. */
interface Load {
  readonly name: string;
  readonly source: string;
  /** How often it is to be thought of: what is sent may be a part. */
  readonly times: number;
  /** Throws when not all has arrived. */
  readonly validate: (destination: string) => void;
}

/** Whole commands, each the way its users call it, with a machine on loopback and in memory at the other end. */
export const uploads: Case = {
  name: 'uploads',
  title: `${FILES} small files and one of ${FILE_MEBIBYTES} MiB, without and with ${ROUND_TRIP} ms of delay`,
  run: async (bed) => {
    const folder = makeMemoryFolder();
    const sshd = await startSshd();
    const proxy = await startDelayProxy(sshd.port, ROUND_TRIP);
    try {
      const few = makeTreeLoad(folder, PACKER_FILES);
      const tree = makeTreeLoad(folder, FILES);
      const file = makeFileLoad(folder);
      const near = { bed, folder, receiver: sshd };
      const far = { bed, folder, receiver: { ...sshd, port: proxy.port } };
      return [
        ...judgeTree(`${FILES} files`, await compare(near, () => tree)),
        ...judgeFile(`${FILE_MEBIBYTES} MiB`, await compare(near, () => file)),
        ...judgeTree(
          `${FILES} files, ${ROUND_TRIP} ms`,
          await compare(far, (program) => (program === 'packer' ? few : tree)),
        ),
        ...judgeFile(`${FILE_MEBIBYTES} MiB, ${ROUND_TRIP} ms`, await compare(far, () => file)),
      ];
    } finally {
      await proxy.close();
      await sshd.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function makeTreeLoad(folder: string, files: number): Load {
  const source = join(folder, `tree-${files}`);
  const entries = makeTree(source, files);
  return {
    name: 'tree',
    source: `${source}/`,
    times: FILES / files,
    validate: (destination) => expectEqual(readdirSync(destination, { recursive: true }).length, entries),
  };
}

function makeFileLoad(folder: string): Load {
  const source = join(folder, 'file');
  makeFile(source, FILE_MEBIBYTES);
  return {
    name: 'file',
    source,
    times: 1,
    validate: (destination) => expectEqual(statSync(destination).size, FILE_MEBIBYTES * 2 ** 20),
  };
}

function expectEqual(found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} arrived of ${expected}.`);
}

interface Line {
  readonly bed: Bed;
  readonly folder: string;
  readonly receiver: Receiver;
}

type Results = Readonly<Record<UploadProgram, readonly Observed[]>>;

/** In turn, round after round, so that a machine that is busy for a while is so for all; every other round backwards. */
async function compare(line: Line, choose: (program: UploadProgram) => Load): Promise<Results> {
  const results: Record<UploadProgram, Observed[]> = { strata: [], packer: [], rsync: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const program of round % 2 === 0 ? uploadPrograms : uploadPrograms.toReversed())
      results[program].push(await send(program, choose(program), line));
  return results;
}

async function send(
  program: UploadProgram,
  { name, source, times, validate }: Load,
  { bed, folder, receiver }: Line,
): Promise<Observed> {
  const arrivals = join(folder, 'arrivals');
  rmSync(arrivals, { recursive: true, force: true });
  mkdirSync(arrivals);
  const destination = name === 'tree' ? `${arrivals}/` : join(arrivals, name);
  const scratch = join(folder, 'template');
  const seen = await observe(
    getUpload(program, { sending: { source, destination }, receiver, scratch, bed }),
  );
  validate(destination);
  return { ...seen, seconds: seen.seconds * times, processor: seen.processor * times };
}

function judgeTree(what: string, results: Results): readonly Figure[] {
  const ratio = getRatio(results, 'packer');
  const text = `packer takes ${ratio.toFixed(1)} times as long, rsync ${getRatio(results, 'rsync').toFixed(2)}; goal ${TREE_GOAL} of packer`;
  return describe(what, results, { text, met: ratio >= TREE_GOAL });
}

function judgeFile(what: string, results: Results): readonly Figure[] {
  const [packer, rsync] = [getRatio(results, 'packer'), getRatio(results, 'rsync')];
  const memory = Math.max(...results.strata.map((each) => each.memory));
  const text = `packer takes ${packer.toFixed(2)} times as long, rsync ${rsync.toFixed(2)}; goal 1 of packer, and less than ${MEMORY_GOAL} MiB of memory`;
  return describe(what, results, { text, met: packer >= 1 && memory < MEMORY_GOAL });
}

function getRatio(results: Results, other: UploadProgram): number {
  const seconds = (program: UploadProgram) => median(results[program].map((each) => each.seconds));
  return seconds(other) / seconds('strata');
}

function describe(what: string, results: Results, goal: Figure['goal'] & object): readonly Figure[] {
  return uploadPrograms.map((program) => ({
    name: `${what}: ${program}`,
    values: results[program].map((each) => each.seconds),
    note: getNote(results[program]),
    ...(program === 'strata' && { goal }),
  }));
}

function getNote(runs: readonly Observed[]): string {
  const processor = median(runs.map((each) => each.processor)).toFixed(2);
  return `processor ${processor} s, memory ${Math.max(...runs.map((each) => each.memory)).toFixed(0)} MiB`;
}
