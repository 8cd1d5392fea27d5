import { renameSync } from 'node:fs';
import type { Bed } from '../bed';
import type { Figure } from '../case';
import { compareBlocks } from './compare-blocks';
import { getRawPath, prepareRaw } from './export-raw';
import { getLayers, insertStep, type Layer, writeChild } from './projects';

const KIB = 2 ** 10;
const MIB = 2 ** 20;
const SIZES = [512 * KIB, 4 * MIB];
/** Of the bytes of the changed layers, for a change of golden under two other images. */
const GOAL = 2;

const PACKAGE = { name: 'bench-package', parent: 'golden', steps: [install('iputils-ping')] };

function install(name: string): string {
  return `apt-get install -y -q --no-install-recommends ${name}`;
}

/** An application on the image with the package: a file of 256 KiB, and its configuration. */
function makeApp(release: string) {
  return {
    name: 'bench-app',
    parent: PACKAGE.name,
    steps: [
      `mkdir -p /opt/app && yes ${release} | head -c ${256 * KIB} > /opt/app/main.js`,
      'echo listen=8080 > /etc/app.conf',
    ],
  };
}

/** How much of a disk must be sent again after a package, after an edit of an application, and after one of golden. */
export async function measureChangedBlocks(bed: Bed): Promise<readonly Figure[]> {
  const golden = await prepareRaw(bed, 'golden');
  writeChild(bed, PACKAGE);
  const withPackage = await prepareRaw(bed, PACKAGE.name);
  const onePackage = await compare('one package', {
    before: { path: golden, layers: getLayers(bed, 'golden') },
    after: { path: withPackage, layers: getLayers(bed, PACKAGE.name) },
  });
  writeChild(bed, makeApp('one'));
  await prepareRaw(bed, 'bench-app');
  const oneFile = await compareApp(bed, 'one file of an application', {
    edit: () => writeChild(bed, makeApp('two')),
  });
  const below = await compareApp(bed, 'golden, two images below', {
    edit: () => insertStep(bed, 'golden', { line: install('tree'), before: 'scripts/services.sh' }),
    goal: GOAL,
  });
  return [...onePackage, ...oneFile, ...below];
}

interface Edit {
  readonly edit: () => void;
  /** How many times the bytes of the changed layers may change. @default as many as it takes */
  readonly goal?: number;
}

async function compareApp(bed: Bed, name: string, { edit, goal }: Edit): Promise<readonly Figure[]> {
  const before = { path: `${getRawPath(bed, 'bench-app')}.before`, layers: getLayers(bed, 'bench-app') };
  renameSync(getRawPath(bed, 'bench-app'), before.path);
  edit();
  const path = await prepareRaw(bed, 'bench-app');
  return compare(name, { before, after: { path, layers: getLayers(bed, 'bench-app') }, goal });
}

interface Disk {
  readonly path: string;
  readonly layers: readonly Layer[];
}

interface Comparison {
  readonly before: Disk;
  readonly after: Disk;
  readonly goal?: number | undefined;
}

async function compare(name: string, { before, after, goal }: Comparison): Promise<readonly Figure[]> {
  const known = new Set(before.layers.map(({ diffId }) => diffId));
  const changed = after.layers.filter(({ diffId }) => !known.has(diffId));
  const bytes = changed.reduce((sum, { size }) => sum + size, 0);
  const differences = await compareBlocks(before.path, after.path, SIZES);
  return differences.map(({ blockSize, changed: count, filled }) => {
    const sent = count * blockSize;
    const layers = `changed layers: ${changed.length} of ${(bytes / MIB).toFixed(2)} MiB`;
    return {
      name: `changed in blocks of ${blockSize / KIB} KiB by ${name}`,
      values: [sent / MIB],
      unit: 'MiB',
      note: `${count} of ${filled} blocks, ${layers}`,
      ...(goal && {
        goal: {
          text: `${(sent / bytes).toFixed(2)} times the layers; goal at most ${goal}`,
          met: sent <= goal * bytes,
        },
      }),
    };
  });
}
