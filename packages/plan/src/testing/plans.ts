import { createHmac } from 'node:crypto';
import { type Checked, hasErrors } from '@strata/diagnostics';
import type { ImageFacts } from '@strata/sdk';
import { createMemoryFiles } from '@strata/sdk/testing';
import { loadTemplate, type Template } from '@strata/template';
import type { Facts } from '../facts';
import { makePlan } from '../make-plan';
import type { LayeredBuildPlan, Plan } from '../plan';
import type { Selection } from '../select';
import { createTestRegistry, type PartChanges } from './parts';

/** Everything that a test may vary. */
export interface Scene extends PartChanges {
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly vars?: readonly string[];
  readonly facts?: Partial<Facts>;
  readonly selection?: Partial<Selection>;
  readonly path?: string;
}

/** A parent image with the given layers. */
export function createImage(...layers: readonly string[]): ImageFacts {
  return {
    layers: layers.map((diffId) => ({ diffId, size: 1 })),
    base: { suites: { trixie: 'sha256:i1' } },
    config: { env: ['A=1'] },
  };
}

/** Facts of a world in which everything is there; a path's content is named by the path unless the test says another. */
export function createFacts(changes: Partial<Facts> = {}): Facts {
  return {
    image: () => createImage('sha256:a', 'sha256:b'),
    output: ({ project }) => ({ digest: `sha256:output-${project}`, path: `/w/${project}/dist` }),
    amis: () => new Map([['eu-west-1', 'ami-0a']]),
    galleryVersion: () => '/galleries/acme/images/golden/versions/1.0.0',
    file: (path) => `sha256:${path}`,
    lock: () => ({ suites: { trixie: 'sha256:i1' }, packages: { bash: '5.2' } }),
    secretDigest: (text) => createHmac('sha256', 'key').update(text).digest('hex'),
    ...changes,
  };
}

/** Loads the scene's template; what is wrong with it fails the test. */
export async function loadScene(scene: Scene): Promise<Template> {
  const { text, files = {}, vars = [] } = scene;
  const entries = Object.entries({ 'image.pkr.hcl': text, ...files });
  const memory = createMemoryFiles(
    Object.fromEntries(entries.map(([name, content]) => [`/w/image/${name}`, content])),
  );
  const { value, diagnostics } = await loadTemplate({
    path: scene.path ?? '.',
    cwd: '/w/image',
    files: memory,
    environment: {},
    vars,
    registry: createTestRegistry(scene),
    functions: {
      files: { read: () => undefined, kind: () => undefined, list: () => [] },
      clock: { now: () => 0 },
      home: '/home/user',
      random: (length) => new Uint8Array(length),
    },
  });
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(({ detail }) => detail).join('\n'));
  return value;
}

export async function planScene(scene: Scene): Promise<Checked<Plan>> {
  return makePlan({
    template: await loadScene(scene),
    registry: createTestRegistry(scene),
    facts: createFacts(scene.facts),
    selection: { only: [], except: [], ...scene.selection },
  });
}

/** The only build of a scene that has no problems. */
export async function planBuild(scene: Scene): Promise<LayeredBuildPlan> {
  const { value, diagnostics } = await planScene(scene);
  const [build, ...more] = value.builds;
  if (build?.kind !== 'layers' || more.length > 0 || diagnostics.length > 0)
    throw new Error(`${value.builds.length} builds; ${diagnostics.map(({ detail }) => detail).join('\n')}`);
  return build;
}

/** A template with one source and the given provisioners. */
export function createText(steps: string, source = ''): string {
  return `source "rootfs" "base" {\n${source}\n}\nbuild {\n  sources = ["rootfs.base"]\n${steps}\n}\n`;
}
