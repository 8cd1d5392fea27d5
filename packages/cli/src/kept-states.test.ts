import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { chooseStates, dropDeadClaims, listKeptStates, removeStates } from './kept-states';

const KIB = 1024;
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'strata-states-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function keep(name: string, { bytes, day }: { readonly bytes: number; readonly day: number }) {
  const folder = join(root, '.strata', 'checkpoints', name);
  const disk = join(folder, 'disk.qcow2');
  await mkdir(folder, { recursive: true });
  await writeFile(disk, Buffer.alloc(bytes, 1));
  await utimes(disk, day, day);
}

it('lists what is kept, what was used last first', async () => {
  await keep('web/qemu.old', { bytes: 64 * KIB, day: 1000 });
  await keep('web/qemu.new', { bytes: 128 * KIB, day: 2000 });
  const states = await listKeptStates(root);
  expect(states.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['web/qemu.new', 128 * KIB],
    ['web/qemu.old', 64 * KIB],
  ]);
});

it('is nothing in a workspace that kept nothing', async () => {
  expect(await listKeptStates(root)).toEqual([]);
});

it.each([
  [0, ['new', 'old']],
  [10, ['old']],
  [15, []],
])('gives up what does not fit under %d bytes, the oldest first', (limit, gone) => {
  const states = [
    { name: 'new', folder: '', bytes: 10, changed: 2 },
    { name: 'old', folder: '', bytes: 5, changed: 1 },
  ];
  expect(chooseStates(states, limit).map(({ name }) => name)).toEqual(gone);
});

it('leaves what a build works with', async () => {
  const { files } = createNodePorts();
  await keep('web/qemu.a', { bytes: 1, day: 1000 });
  const [states] = await listKeptStates(root);
  if (!states) throw new Error('nothing is kept');
  const held = await files.hold(states.folder, new AbortController().signal);
  expect(await removeStates(files, states)).toBe(false);
  await held[Symbol.asyncDispose]();
  expect(await removeStates(files, states)).toBe(true);
  expect(await readdir(join(root, '.strata', 'checkpoints', 'web'))).toEqual([]);
});

it('lets go of what a build claims that was killed, and of nothing that a living one claims', async () => {
  await keep('web/qemu.one', { bytes: KIB, day: 1 });
  const project = join(root, '.strata', 'checkpoints', 'web');
  await writeFile(join(project, '.qemu.one.held-by.4194305.1.gone'), '');
  await writeFile(join(project, '.qemu.two.held-by.4194305.1.gone'), '');
  const { files } = createNodePorts();
  await using _held = await files.hold(join(project, 'qemu.three'), new AbortController().signal);
  await dropDeadClaims(files, root);
  const names = await readdir(project);
  expect(names.filter((name) => name.includes('.one.') || name.includes('.two.'))).toEqual([]);
  expect(names.filter((name) => name.startsWith('.qemu.three.held-by.'))).toHaveLength(1);
});
