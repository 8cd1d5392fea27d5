import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineContext } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { outputKind, runKind } from '../resources';
import { defaultsOf } from '../testing/options';
import { createWork } from '../work';
import { makeArtifact } from './artifact';
import { prepareOutput } from './prepare';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function createTestWork(output: string, more: Partial<MachineContext> = {}) {
  const context = {
    ports: createNodePorts(),
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    baseDirectory: folder,
    buildId: 'mine',
    buildName: 'app',
    force: false,
    ...more,
  };
  const resources: MachineContext['resources'] = {
    note: async (kind, data) => ({ remove: () => kind.remove(context, data), keep: async () => undefined }),
  };
  return createWork({ ...context, resources } as MachineContext, defaultsOf({ output_directory: output }));
}

test('the folder is made, and gone when the build fails', async () => {
  const output = await prepareOutput(createTestWork('a/out'));
  writeFileSync(join(folder, 'a/out/disk'), '');
  await output.folder.remove();
  expect(readdirSync(join(folder, 'a'))).toEqual([]);
});

test('files of the artifact are told by the folder as the template names it', async () => {
  const work = createTestWork('out');
  const output = await prepareOutput(work);
  for (const name of ['vm', 'efivars.fd']) writeFileSync(join(folder, 'out', name), '');
  const artifact = await makeArtifact(work, output, 'tcg');
  expect(artifact.files).toEqual(['out/efivars.fd', 'out/vm']);
  expect(artifact.machine).toEqual({ disks: ['out/packer-app'], accelerator: 'tcg' });
  expect(readdirSync(join(folder, 'out'))).toEqual(['efivars.fd', 'vm']);
});

test('one that is there is in the way, unless -force removes it', async () => {
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out/old'), '');
  await expect(prepareOutput(createTestWork('out'))).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD017', detail: expect.stringContaining("'out' already exists") }],
  });
  expect(existsSync(join(folder, 'out/old'))).toBe(true);
  await prepareOutput(createTestWork('out', { force: true }));
  expect(existsSync(join(folder, 'out/old'))).toBe(false);
});

test('one that a killed build left says what removes it', async () => {
  await prepareOutput(createTestWork('out'));
  await expect(prepareOutput(createTestWork('out', { buildId: 'another' }))).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD017', hint: expect.stringContaining('strata sweep') }],
  });
});

describe('what the last build left', () => {
  const checkpoints = () => ({ folder: join(folder, 'kept'), keys: [], secret: () => '' });
  const work = (more: Partial<MachineContext> = {}) =>
    createTestWork('out', { checkpoints: checkpoints(), ...more });
  const read = () => readFileSync(join(folder, 'out/vm'), 'utf8');

  async function make(text: string): Promise<void> {
    const output = await prepareOutput(work());
    writeFileSync(join(folder, 'out/vm'), text);
    await makeArtifact(work(), output, 'tcg');
  }

  test('makes way for its successor', async () => {
    await make('first');
    await make('second');
    expect(read()).toBe('second');
    expect(readdirSync(folder)).toEqual(['kept', 'out']);
  });

  test('makes way with what post-processors put beside it', async () => {
    const output = await prepareOutput(work());
    writeFileSync(join(folder, 'out/vm'), 'first');
    const { settle } = await makeArtifact(work(), output, 'tcg');
    writeFileSync(join(folder, 'out/vm.sha256'), 'digest');
    await settle?.();
    await make('second');
    expect(readdirSync(join(folder, 'out'))).toEqual(['vm']);
  });

  test('comes back when there is none', async () => {
    await make('first');
    const { folder: output, previous } = await prepareOutput(work());
    writeFileSync(join(folder, 'out/vm'), 'half');
    await output.remove();
    await previous?.remove();
    expect(read()).toBe('first');
    await make('second');
    expect(read()).toBe('second');
  });

  test('does not come back over a successor that was whole when the build was killed', async () => {
    await make('first');
    const output = await prepareOutput(work());
    writeFileSync(join(folder, 'out/vm'), 'second');
    const { previous } = output;
    await makeArtifact(work(), { ...output, previous: undefined }, 'tcg');
    await previous?.remove();
    expect(read()).toBe('second');
    expect(readdirSync(folder)).toEqual(['kept', 'out']);
  });

  test.each<[string, () => void]>([
    ['was written to', () => writeFileSync(join(folder, 'out/vm'), 'mine')],
    ['got another file', () => writeFileSync(join(folder, 'out/notes'), 'mine')],
    ['was moved away for a folder of the user', () => renameSync(join(folder, 'mine'), join(folder, 'out'))],
  ])('is in the way when it %s', async (what, change) => {
    await make('first');
    if (what.startsWith('was moved')) {
      renameSync(join(folder, 'out'), join(folder, 'elsewhere'));
      mkdirSync(join(folder, 'mine'));
      writeFileSync(join(folder, 'mine/vm'), 'first');
    }
    change();
    await expect(prepareOutput(work())).rejects.toMatchObject({ diagnostics: [{ code: 'BLD017' }] });
  });

  test('is in the way where no states are kept, as in Packer', async () => {
    await make('first');
    await expect(prepareOutput(createTestWork('out'))).rejects.toMatchObject({
      diagnostics: [{ code: 'BLD017' }],
    });
    expect(read()).toBe('first');
  });
});

test.each(['.', '..', '/'])('-force never removes %s, where the build was started', async (output) => {
  const work = createTestWork(output, { force: true });
  await expect(prepareOutput(work)).rejects.toMatchObject({ diagnostics: [{ code: 'BLD017' }] });
  expect(existsSync(folder)).toBe(true);
});

test('a sweep leaves a folder that another build made in the meantime', async () => {
  const { context } = createTestWork('out');
  const path = join(folder, 'out');
  mkdirSync(path);
  writeFileSync(join(path, '.strata-build'), 'another\n');
  await outputKind.remove(context, { path, owner: 'mine\n' });
  expect(readdirSync(path)).toEqual(['.strata-build']);
});

test('only folders with a name that was drawn are taken for those of sockets', async () => {
  const { context } = createTestWork('out');
  await runKind.remove(context, { folder });
  expect(existsSync(folder)).toBe(true);
  const drawn = join(folder, `strata-qemu-${'0'.repeat(16)}`);
  mkdirSync(drawn);
  await runKind.remove(context, { folder: drawn });
  await runKind.remove(context, { folder: drawn });
  expect(existsSync(drawn)).toBe(false);
});
