import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Diagnostic } from '@strata/diagnostics';
import type { Ports } from '@strata/sdk';
import { problem } from '../../codes';
import { getLayerName } from '../statement/find-subject';
import type { Resource } from '../statement/types';

/** What a statement is held against. */
export interface Evidence {
  readonly ports: Pick<Ports, 'files'>;
  /** Folders in which files of the statement may lie, absolute; the first that has one counts. */
  readonly folders: readonly string[];
  /** Layers of the image that is there, base first; undefined when there is no receipt to ask. */
  readonly layers: readonly string[] | undefined;
}

/** Everything of a statement's subject that is not as the statement says; nothing when all of it fits. */
export async function checkSubject(
  subject: readonly Resource[],
  evidence: Evidence,
): Promise<readonly Diagnostic[]> {
  const stated = subject.filter(isLayer);
  const problems: Diagnostic[] = [...checkLayers(stated, evidence.layers)];
  for (const resource of subject)
    if (!isLayer(resource)) problems.push(...(await checkFile(resource, evidence)));
  return problems;
}

const layerName = new RegExp(`^${getLayerName(0).replace('1', '\\d+')}$`);

function isLayer({ name }: Resource): boolean {
  return layerName.test(name);
}

function checkLayers(
  stated: readonly Resource[],
  layers: readonly string[] | undefined,
): readonly Diagnostic[] {
  if (stated.length === 0) return [];
  if (layers === undefined)
    return [
      problem('PPR069', {
        severity: 'warning',
        detail: `${stated.length} layers are named, and there is no receipt here that says which layers the image has.`,
        hint: 'Name the project, so that its receipt can be asked.',
      }),
    ];
  const wrong = stated.filter(({ digest }, at) => `sha256:${digest['sha256']}` !== layers[at]);
  const names = wrong.map(({ name }) => name);
  if (names.length === 0 && layers.length === stated.length) return [];
  const detail =
    names.length > 0
      ? `${names.join(', ')}: the image has others than the statement names.`
      : `The image has ${layers.length} layers, the statement names ${stated.length}.`;
  return [problem('PPR070', { detail, hint: rebuilt })];
}

const rebuilt =
  'The image was built again or changed since. Build it with its provenance, or fetch what belongs to this one.';

async function checkFile(
  { name, digest }: Resource,
  { ports, folders }: Evidence,
): Promise<readonly Diagnostic[]> {
  const path = await findFile(name, { ports, folders });
  if (path === undefined)
    return [
      problem('PPR071', {
        detail: `${name} is named, and lies in none of ${folders.join(', ')}.`,
        hint: 'Fetch it, or check where it is: file by file beside the provenance.',
      }),
    ];
  const sum = createHash('sha256');
  await pipeline(ports.files.stream(path), sum);
  const found = sum.digest('hex');
  if (found === digest['sha256']) return [];
  const detail = `${path} has the SHA-256 ${found}; ${digest['sha256']} is what the statement says of ${name}.`;
  return [problem('PPR070', { detail, hint: rebuilt })];
}

async function findFile(
  name: string,
  { ports, folders }: Pick<Evidence, 'ports' | 'folders'>,
): Promise<string | undefined> {
  // A name of somebody else's making leads nowhere but below these folders.
  if (name.startsWith('/') || name.split('/').includes('..')) return undefined;
  for (const folder of folders) {
    const path = `${folder}/${name}`;
    if ((await ports.files.stat(path))?.kind === 'file') return path;
  }
  return undefined;
}
