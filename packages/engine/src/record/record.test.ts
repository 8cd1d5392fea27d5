import { type Artifact, type PostProcessContext, type PostProcessorDefinition, Secret } from '@strata/sdk';
import { createMachinePlan, createMemoryMachine } from '../testing/memory-machine';
import { createStep } from '../testing/plans';
import { createWorld, type WorldChanges } from '../testing/world';

const RECORD = '/ws/.strata/artifacts/web/machine.test.json';
const DISK = '/ws/dist/disk';

/** A post-processor that keeps what it was given. */
function createChain(input: 'keep' | 'discard' = 'keep') {
  const given: { readonly artifact: Artifact; readonly runId: string }[] = [];
  const part: PostProcessorDefinition = {
    kind: 'post-processor',
    type: 'look',
    version: '1',
    doc: '',
    schema: { options: {} },
    load: async () => ({
      postProcess: async ({ runId }: PostProcessContext, artifact: Artifact) => {
        given.push({ artifact, runId });
        return { artifact: { ...artifact, id: 'looked at', files: [] }, input };
      },
    }),
  };
  const { range } = createMachinePlan(createMemoryMachine(), []);
  return { given, chains: [[{ part, label: 'look', options: {}, keepInputArtifact: undefined, range }]] };
}

/** A machine with one step and one post-processor. */
function createBuild(input: 'keep' | 'discard' = 'keep', made: Partial<Artifact> = {}) {
  const facts = { Host: '10.0.0.7', Password: new Secret('hunter2!'), Digest: 'sha256:abc' };
  const machine = createMemoryMachine({ facts, made });
  const definition = { ...machine.definition, facts: ['Digest'] };
  const chain = createChain(input);
  let steps = 0;
  const count = createStep('count', async () => void steps++);
  const plan = createMachinePlan({ ...machine, definition }, [count], { chains: chain.chains });
  return { chain, plan, steps: () => steps };
}

/** A world in which a machine was built once, and what is run after that. */
async function buildOnce(changes: WorldChanges = {}, input: 'keep' | 'discard' = 'keep') {
  const { chain, plan, steps } = createBuild(input);
  const first = createWorld();
  await first.ports.files.write(DISK, 'the disk');
  await first.build(plan);
  const second = createWorld({ postProcessorsOnly: true, ...changes });
  for (const [path, entry] of first.ports.files.entries) second.ports.files.entries.set(path, entry);
  return { files: second.ports.files, chain, again: () => second.build(plan), steps };
}

test('a record of what was built holds no place, no secret and nothing of the machine', async () => {
  const { files } = await buildOnce();
  const text = await files.readText(RECORD);
  expect(JSON.parse(text)).toEqual({
    schema: 2,
    source: 'machine.test',
    builderId: 'memory.machine',
    id: 'vm-1',
    description: 'A disk: dist/disk',
    files: [{ name: 'dist/disk', stamp: expect.stringMatching(/^sha256:[\da-f]{64}$/) }],
    facts: { ID: 'vm-1', Digest: 'sha256:abc' },
  });
  const other = await buildOnce();
  expect(await other.files.readText(RECORD)).toBe(text);
});

test('files are noted from the folder of the template, and those that are not there are not', async () => {
  const files = ['/ws/dist/disk', 'dist/log'];
  const { chain, plan } = createBuild('keep', { files });
  const first = createWorld();
  await first.ports.files.write(DISK, 'the disk');
  await first.build(plan);
  const record = JSON.parse(await first.ports.files.readText(RECORD)) as { files: { name: string }[] };
  expect(record.files.map(({ name }) => name)).toEqual(['dist/disk']);
  expect(chain.given[0]?.artifact.files).toEqual(files);
});

test('the post-processors are run alone on what was built', async () => {
  const { again, chain, steps } = await buildOnce();
  const { artifacts, outcome } = await again();
  expect([outcome, steps()]).toEqual(['built', 1]);
  expect(chain.given).toHaveLength(2);
  expect(chain.given[1]?.artifact).toEqual(chain.given[0]?.artifact);
  expect(artifacts.map(({ id }) => id)).toEqual(['vm-1', 'looked at']);
});

test.each([
  ['was not built yet', RECORD, undefined, 'ENG017', 'machine.test was not built yet in this workspace'],
  ['has a record of another version', RECORD, '{"schema":1,"files":[]}', 'ENG017', 'was not built yet'],
  ['has a damaged record', RECORD, '{', 'ENG017', 'was not built yet'],
  ['lost a file', DISK, undefined, 'ENG018', 'dist/disk is gone since machine.test was built'],
  ['has a file that is another', DISK, 'another', 'ENG018', 'dist/disk is not what it was'],
])('nothing is run when the machine %s', async (_, path, content, code, detail) => {
  const { again, chain, files } = await buildOnce();
  if (content === undefined) await files.remove(path);
  else await files.write(path, content);
  const { artifacts, diagnostics, outcome } = await again();
  expect([outcome, artifacts, chain.given.length]).toEqual(['failed', [], 1]);
  expect(diagnostics).toEqual([
    expect.objectContaining({
      code,
      detail: expect.stringContaining(detail),
      subject: expect.anything(),
      hint: expect.stringMatching(/[Bb]uild it/),
    }),
  ]);
});

test('nothing is run on a file of the same size that was written later', async () => {
  const { again, chain, files } = await buildOnce();
  const { stat } = files;
  files.stat = async (path) => {
    const found = await stat(path);
    return found && { ...found, modified: found.modified + 1 };
  };
  const { diagnostics } = await again();
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'ENG018' })]);
  expect(chain.given).toHaveLength(1);
});

test.each([
  ['files', [null]],
  ['files', [{ name: 3, stamp: 'sha256:x' }]],
  ['files', [{ name: 'dist/disk' }]],
  ['files', 'dist/disk'],
  ['id', undefined],
  ['builderId', 5],
  ['description', undefined],
  ['names', [5]],
  ['facts', null],
  ['facts', { ID: {} }],
])('a record whose %s is %j counts for nothing', async (name, value) => {
  const { again, chain, files } = await buildOnce();
  const record = JSON.parse(await files.readText(RECORD));
  await files.write(RECORD, JSON.stringify({ ...record, [name]: value }));
  const { diagnostics } = await again();
  expect(diagnostics.map(({ code }) => code)).toEqual(['ENG017']);
  expect(chain.given).toHaveLength(1);
});

test('a note that cannot be made harms no build', async () => {
  const world = createWorld();
  const write = world.ports.files.write.bind(world.ports.files);
  world.ports.files.write = async (path, ...content) => {
    if (path === RECORD) throw new Error('EACCES: permission denied');
    return write(path, ...content);
  };
  const { chain, plan } = createBuild();
  expect((await world.build(plan)).outcome).toBe('built');
  expect(chain.given).toHaveLength(1);
  expect(JSON.stringify(world.events)).toContain('cannot be noted for -post-processors-only: EACCES');
});

test('what a post-processor did not keep is gone, and that is said', async () => {
  const { again } = await buildOnce({}, 'discard');
  const { diagnostics } = await again();
  expect(diagnostics[0]).toMatchObject({
    code: 'ENG018',
    hint: expect.stringContaining('keep_input_artifact'),
  });
});

test.each([
  ['keep', ['settled']],
  ['discard', ['removed']],
] as const)('an artifact that post-processors %s is told what becomes of it', async (input, expected) => {
  const told: string[] = [];
  const made = {
    settle: async () => void told.push('settled'),
    remove: async () => void told.push('removed'),
  };
  const { plan } = createBuild(input, made);
  await createWorld().build(plan);
  expect(told).toEqual(expected);
});
