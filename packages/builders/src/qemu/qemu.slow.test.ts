import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectMachine } from '../../../communicators/src/connect-machine';
import { makeGuest } from '../testing/guest';
import { createBuilds, createContext, folder, readDisk, removeBuilds, run } from './testing/guest-builds';

const { build, makeKept } = createBuilds(connectMachine);

beforeAll(() => void makeGuest(), 120_000);
afterAll(removeBuilds);

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

test('a machine that is only worked in leaves no disk, and none is written anew', async () => {
  const context = createContext();
  const artifact = await build(
    { skip_export: true },
    (machine) => run(machine, 'true').then(() => undefined),
    context,
  );
  expect(artifact).toMatchObject({ files: [], machine: { disks: [] } });
  expect(context.steps).not.toContain('stepConvertDisk');
  expect(context.steps.at(-1)).toBe('stepShutdown');
  expect(readdirSync(join(folder, `output-${context.buildName}`))).toEqual([]);
}, 150_000);

test('a machine that ends while it is waited for ends the wait, with what QEMU said', async () => {
  const context = createContext();
  const work = build({ qemuargs: [['-kernel', '/nowhere']] }, async () => undefined, context);
  await expect(work).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD011', detail: expect.stringContaining('could not open kernel file') }],
  });
  expect(readdirSync(folder).filter((name) => name.startsWith(`output-${context.buildName}`))).toEqual([]);
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
