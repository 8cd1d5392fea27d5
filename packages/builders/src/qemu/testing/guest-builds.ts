import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Checkpoints,
  ConnectMachine,
  MachineContext,
  ProvisionProgress,
  Reachable,
  Resource,
} from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter, type RecordingReporter } from '@strata/sdk/testing';
import { makeGuest } from '../../testing/guest';
import { createQemuBuilder } from '../builder';
import type { QemuOptions } from '../schema';
import { defaultsOf } from './options';

/** Where builds of one test file work; gone with it. */
export const folder = mkdtempSync(join(tmpdir(), 'strata-qemu-test-'));
let builds = 0;

export function removeBuilds(): void {
  rmSync(folder, { recursive: true });
}

export interface TestContext extends MachineContext {
  readonly reporter: RecordingReporter;
  readonly steps: readonly string[];
  undo(): Promise<void>;
}

/** Milliseconds that a step takes which nobody wants to see again. */
const LONG = 60_000;
/** Milliseconds that steps took beside what they really did. */
let worked = 0;

export function createContext(more: Partial<MachineContext> = {}): TestContext {
  const removals: (() => Promise<void>)[] = [];
  const steps: string[] = [];
  const reporter = createRecordingReporter();
  const ports = createNodePorts();
  const context = {
    ports: { ...ports, clock: { ...ports.clock, now: () => ports.clock.now() + worked } },
    signal: new AbortController().signal,
    baseDirectory: folder,
    scratch: folder,
    buildId: `test${++builds}`,
    buildName: `app${builds}`,
    force: false,
    debug: false,
    step: <T>(name: string, run: () => Promise<T>) => {
      steps.push(name);
      return run();
    },
    ...more,
    reporter,
  };
  return {
    ...context,
    steps,
    resources: {
      note: async (kind, data): Promise<Resource> => {
        let isKept = false;
        const remove = async () => {
          if (!isKept) await kind.remove({ ...context, signal: new AbortController().signal }, data);
        };
        removals.unshift(remove);
        return {
          remove,
          keep: async () => {
            isKept = true;
          },
        };
      },
    },
    undo: async () => {
      for (const remove of removals) await remove();
    },
  };
}

const getOptions = (more: Partial<QemuOptions> = {}): QemuOptions => {
  const guest = makeGuest();
  return defaultsOf({
    iso_url: guest.disk,
    iso_checksum: 'none',
    disk_image: true,
    disk_size: '64M',
    accelerator: 'tcg',
    memory: 128,
    headless: true,
    ssh_username: 'root',
    ssh_private_key_file: guest.key,
    shutdown_command: 'sync; poweroff -f',
    qemuargs: [
      ['-kernel', guest.kernel],
      ['-initrd', guest.initrd],
      ['-append', 'console=ttyS0 quiet'],
    ],
    ...more,
  });
};

type Provision = (machine: Reachable, progress?: ProvisionProgress) => Promise<void>;

export async function run({ communicator }: Reachable, command: string): Promise<string> {
  const said: Buffer[] = [];
  const exit = await communicator.exec(
    { command, onOutput: ({ data }) => void said.push(data) },
    new AbortController().signal,
  );
  expect(exit).toEqual({ kind: 'exited', code: 0 });
  return Buffer.concat(said).toString();
}

/** A file of a finished disk. */
export function readDisk(disk: string, path: string): string {
  const raw = join(folder, 'disk.raw');
  execFileSync('qemu-img', ['convert', '-O', 'raw', disk, raw]);
  const text = execFileSync('debugfs', ['-R', `cat ${path}`, raw], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  rmSync(raw);
  return text;
}

/** Provisioners of a build: each writes its word to a file, and takes long enough to be worth a state. */
export function writeWords(words: readonly string[], ran: string[]): Provision {
  return async (machine, progress) => {
    for (const [index, word] of words.entries()) {
      if (index < (progress?.done ?? 0)) continue;
      ran.push(word);
      await run(machine, `echo ${word} >>/etc/words`);
      worked += LONG;
      await progress?.reached(index + 1);
    }
  };
}

function createCheckpoints(words: readonly string[]): Checkpoints {
  const keys = ['start', ...words].map((_, index) => ['start', ...words].slice(0, index + 1).join('-'));
  return { keys, folder: join(folder, 'kept'), secret: () => '11'.repeat(32) };
}

/** @param connect parts may not use each other: whoever tests brings it */
export function createBuilds(connect: ConnectMachine) {
  /** As the engine does it: what was noted is removed when the builder is done, however it ends. */
  async function build(more: Partial<QemuOptions>, provision: Provision, context = createContext()) {
    try {
      return await createQemuBuilder({ connect }).build(context, getOptions(more), provision);
    } finally {
      await context.undo();
    }
  }

  /** Builds the machine whose states are kept, and gives the words that were written now and those on its disk. */
  async function makeKept(words: readonly string[], more: Partial<QemuOptions> = {}, force = false) {
    const ran: string[] = [];
    const context = createContext({ checkpoints: createCheckpoints(words), buildName: 'kept', force });
    if (!force) rmSync(join(folder, 'output-kept'), { recursive: true, force: true });
    const artifact = await build(more, writeWords(words, ran), context);
    return {
      ran,
      context,
      artifact: artifact!,
      text: readDisk(join(folder, artifact!.files[0]!), '/etc/words'),
    };
  }

  return { build, makeKept };
}
