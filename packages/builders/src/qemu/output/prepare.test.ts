import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
  await output.remove();
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
