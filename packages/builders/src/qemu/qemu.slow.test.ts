import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoints, MachineContext, ProvisionProgress, Reachable, Resource } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter, type RecordingReporter } from '@strata/sdk/testing';
import { connectMachine } from '../../../communicators/src/connect-machine';
import { type Guest, makeGuest } from '../testing/guest';
import { createQemuBuilder } from './builder';
import type { QemuOptions } from './schema';
import { defaultsOf } from './testing/options';

let guest: Guest;
let folder: string;
let builds = 0;

beforeAll(() => {
  guest = makeGuest();
  folder = mkdtempSync(join(tmpdir(), 'strata-qemu-test-'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface TestContext extends MachineContext {
  readonly reporter: RecordingReporter;
  readonly steps: readonly string[];
  undo(): Promise<void>;
}

/** Milliseconds that a step takes which nobody wants to see again. */
const LONG = 60_000;
/** Milliseconds that steps took beside what they really did. */
let worked = 0;

function createContext(more: Partial<MachineContext> = {}): TestContext {
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

const getOptions = (more: Partial<QemuOptions> = {}): QemuOptions =>
  defaultsOf({
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

type Provision = (machine: Reachable, progress?: ProvisionProgress) => Promise<void>;

/** As the engine does it: what was noted is removed when the builder is done, however it ends. */
async function build(more: Partial<QemuOptions>, provision: Provision, context = createContext()) {
  try {
    return await createQemuBuilder({ connect: connectMachine }).build(context, getOptions(more), provision);
  } finally {
    await context.undo();
  }
}

async function run({ communicator }: Reachable, command: string): Promise<string> {
  const said: Buffer[] = [];
  const exit = await communicator.exec(
    { command, onOutput: ({ data }) => void said.push(data) },
    new AbortController().signal,
  );
  expect(exit).toEqual({ kind: 'exited', code: 0 });
  return Buffer.concat(said).toString();
}

/** A file of a finished disk. */
function readDisk(disk: string, path: string): string {
  const raw = join(folder, 'disk.raw');
  execFileSync('qemu-img', ['convert', '-O', 'raw', disk, raw]);
  const text = execFileSync('debugfs', ['-R', `cat ${path}`, raw], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  rmSync(raw);
  return text;
}

/** Processes of machines that tests of this file left. */
function getMachines(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes('strata-qemu-') && line.includes(folder));
}

test('a machine is started from a disk, provisioned, shut down, and its disk is the artifact', async () => {
  const context = createContext();
  const artifact = await build(
    {},
    async (machine) => {
      expect(machine.facts).toMatchObject({ ConnType: 'ssh', User: 'root', Host: '127.0.0.1' });
      await run(machine, 'echo made >/etc/made');
    },
    context,
  );
  const name = context.buildName;
  expect(artifact).toMatchObject({
    builderId: 'transcend.qemu',
    id: 'VM',
    files: [`output-${name}/packer-${name}`],
    description: `VM files in directory: output-${name}`,
  });
  expect(readDisk(join(folder, artifact!.files[0]!), '/etc/made')).toBe('made\n');
  expect(context.steps).toEqual([
    ...['StepDownload', 'stepPrepareOutputDir', 'stepCreateDisk', 'stepCopyDisk', 'stepResizeDisk'],
    ...['stepHTTPIPDiscover', 'StepSSHKeyGen', 'stepRun', 'stepTypeBootCommand', 'StepConnect'],
    ...['StepProvision', 'stepShutdown', 'stepConvertDisk'],
  ]);
  expect(getMachines()).toEqual([]);
}, 150_000);

test('a machine that ends while it is waited for ends the wait, with what QEMU said', async () => {
  const work = build({ qemuargs: [['-kernel', '/nowhere']] }, async () => undefined);
  await expect(work).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD011', detail: expect.stringContaining('could not open kernel file') }],
  });
  expect(readdirSync(folder).filter((name) => name.startsWith(`output-app${builds}`))).toEqual([]);
}, 150_000);

test('a machine that switches itself off under a provisioner is told, and nothing is left', async () => {
  const context = createContext();
  const work = build({}, (machine) => run(machine, 'poweroff -f; sleep 60').then(() => undefined), context);
  await expect(work).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD011', detail: expect.stringContaining('ended with exit code 0') }],
  });
  expect(existsSync(join(folder, `output-${context.buildName}`))).toBe(false);
  expect(getMachines()).toEqual([]);
}, 150_000);

test('a build that is cancelled leaves neither process nor folder', async () => {
  const abort = new AbortController();
  const context = createContext({ signal: abort.signal });
  const work = build(
    {},
    async (machine) => {
      expect(getMachines()).toHaveLength(1);
      setTimeout(() => abort.abort(new Error('enough')), 100);
      await machine.communicator.exec({ command: 'sleep 60' }, abort.signal);
    },
    context,
  );
  await expect(work).rejects.toThrow('enough');
  expect(getMachines()).toEqual([]);
  expect(existsSync(join(folder, `output-${context.buildName}`))).toBe(false);
}, 150_000);

/** Provisioners of a build: each writes its word to a file, and takes long enough to be worth a state. */
function writeWords(words: readonly string[], ran: string[]): Provision {
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

/** Builds the machine whose states are kept, and gives the words that were written now and those on its disk. */
async function makeKept(words: readonly string[], more: Partial<QemuOptions> = {}, force = false) {
  const ran: string[] = [];
  const context = createContext({ checkpoints: createCheckpoints(words), buildName: 'kept', force });
  if (!force) rmSync(join(folder, 'output-kept'), { recursive: true, force: true });
  const artifact = await build(more, writeWords(words, ran), context);
  return { ran, context, text: readDisk(join(folder, artifact!.files[0]!), '/etc/words') };
}

test('an edit of the last step goes on behind the step before it', async () => {
  const first = await makeKept(['one', 'two', 'three']);
  expect([first.ran, first.text]).toEqual([['one', 'two', 'three'], 'one\ntwo\nthree\n']);
  const edited = await makeKept(['one', 'two', 'four']);
  expect([edited.ran, edited.text]).toEqual([['four'], 'one\ntwo\nfour\n']);
  expect(edited.context.steps).not.toContain('stepCreateDisk');
  const again = await makeKept(['one', 'two', 'four']);
  expect([again.ran, again.text]).toEqual([[], 'one\ntwo\nfour\n']);
}, 300_000);

test('-force goes on with no state, and leaves new ones', async () => {
  const words = ['one', 'two', 'four'];
  const forced = await makeKept(words, {}, true);
  expect([forced.ran, forced.text]).toEqual([words, 'one\ntwo\nfour\n']);
  expect(forced.context.steps).toContain('stepCreateDisk');
  const next = await makeKept(words);
  expect([next.ran, next.text]).toEqual([[], 'one\ntwo\nfour\n']);
}, 300_000);

test('a kept machine that cannot go on is made anew', async () => {
  const disk = join(folder, 'kept/disk0.qcow2');
  const bytes = readFileSync(disk);
  // The memory of the machine, not its disk: the end of the file.
  bytes.fill(0xff, Math.floor(bytes.length / 4));
  writeFileSync(disk, bytes);
  const { ran, text } = await makeKept(['one', 'two', 'five']);
  expect([ran, text]).toEqual([['one', 'two', 'five'], 'one\ntwo\nfive\n']);
}, 300_000);
