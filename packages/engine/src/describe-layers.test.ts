import type { KeptPlan, KeptStep } from '@strata/plan';
import { createTestPorts } from '@strata/sdk/testing';
import { describeLayers } from './describe-layers';
import type { ImageProject, Workspace } from './projects';

const project = (name: string): ImageProject => ({
  ...{ name, directory: `/ws/images/${name}`, template: `/ws/images/${name}`, baseDirectory: '/ws' },
});

const step = (label: string, part = 'shell'): KeptStep => ({
  label,
  key: '',
  keyInput: { part, partVersion: '1', options: {}, inputs: {}, base: '' },
});

const layersOf = (letters: string) => [...letters].map((letter) => ({ diffId: `sha256:${letter}`, size: 1 }));

interface Built {
  readonly plan: Omit<KeptPlan, 'schema'>;
  /** A letter for each layer. */
  readonly layers: string;
}

/** A run over projects of which each has one build. */
function createRun(built: Readonly<Record<string, Built>>) {
  const files = Object.entries(built).flatMap(([name, { plan, layers }]) => [
    [`/ws/.strata/plans/${name}/rootfs.${name}.json`, JSON.stringify({ schema: 1, ...plan })],
    [
      `/ws/images/${name}/dist/rootfs.${name}.receipt.json`,
      JSON.stringify({ schema: 1, source: '', layers: layersOf(layers), base: {}, config: {} }),
    ],
  ]);
  const workspace: Workspace = {
    root: '/ws',
    findImage: async (name) => (built[name] ? project(name) : undefined),
    findDirectory: async () => undefined,
    images: async () => [],
    names: async () => Object.keys(built),
  };
  return { ports: createTestPorts(Object.fromEntries(files)), workspace };
}

const golden: Built = {
  plan: { base: step('base bootstrap', 'rootfs'), layers: [step('shell a.sh'), step('shell b.sh')] },
  layers: 'abcd',
};
const web: Built = {
  plan: { base: step('base golden', 'image'), layers: [step('file app/')] },
  layers: 'abcde',
};

async function describe(built: Readonly<Record<string, Built>>, name: string, layers: string) {
  const image = { project: project(name), build: `rootfs.${name}` };
  const found = await describeLayers(createRun(built), image, { layers: layersOf(layers) });
  return found.map((one) => one && `${one.image} ${one.step} ${one.label}`);
}

test('each layer is told by the step that made it, a base of several layers too', async () => {
  expect(await describe({ golden }, 'golden', 'abcd')).toEqual([
    'golden 1 base bootstrap',
    'golden 1 base bootstrap',
    'golden 2 shell a.sh',
    'golden 3 shell b.sh',
  ]);
});

test('layers of parents are told by the parents’ steps', async () => {
  expect(await describe({ golden, web }, 'web', 'abcde')).toEqual([
    'golden 1 base bootstrap',
    'golden 1 base bootstrap',
    'golden 2 shell a.sh',
    'golden 3 shell b.sh',
    'web 2 file app/',
  ]);
});

test('what this machine did not build, or built otherwise since, is not guessed', async () => {
  const nobody = [undefined, undefined, undefined, undefined];
  expect(await describe({ web }, 'web', 'abcde')).toEqual([...nobody, 'web 2 file app/']);
  expect(await describe({ golden: { ...golden, layers: 'abcX' }, web }, 'web', 'abcde')).toEqual([
    ...nobody,
    'web 2 file app/',
  ]);
  expect(await describe({}, 'golden', 'abcd')).toEqual(nobody);
});
