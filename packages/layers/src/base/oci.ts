import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { BaseFacts, ContainerConfig, LayerRecord } from '@strata/sdk';
import { problem } from '../codes';
import {
  formatReference,
  parseReference,
  type ReadImage,
  readImage,
  readImageFile,
  resolveReference,
} from '../oci';
import type { Store } from '../store/store';
import type { BaseContext } from './context';

/** A container image to start from: in a registry, or on this machine. */
export type OciRequestOptions =
  | { readonly image: string }
  /** `baseDirectory`: absolute folder that a relative path starts from. */
  | { readonly layout: string; readonly baseDirectory: string };

/** Facts of a container image. */
export interface OciFacts {
  /** `sha256:…` of the index or manifest that the reference stood for; absent for a layout. */
  readonly image?: string;
  readonly layers: readonly LayerRecord[];
  /** What the image says of its containers; images on it inherit that. */
  readonly config: ContainerConfig;
}

export interface OciContext extends BaseContext {
  readonly store: Store;
}

/** Reads the image as it is now. Its layers go into the store at once: only they tell what they are uncompressed. */
export async function resolveOci(context: OciContext, request: OciRequestOptions): Promise<OciFacts> {
  if ('layout' in request) return { ...(await read(context, request)) };
  const image = await resolveReference(parseReference(request.image), context);
  return { image, ...(await read(context, request, image)) };
}

/** The layers that the facts name: out of the store, or read again and compared. */
export async function makeOci(
  context: OciContext,
  request: OciRequestOptions,
  facts: OciFacts,
): Promise<readonly LayerRecord[]> {
  const here = await context.store.check(facts.layers);
  if (here.every(Boolean)) return facts.layers;
  const { layers } = await read(context, request, facts.image);
  if (getDiffIds(layers) !== getDiffIds(facts.layers)) throw changed(request, facts, layers);
  return layers;
}

/** Whether the image can still be had as it was locked. */
export async function isOciAvailable(
  context: OciContext,
  request: OciRequestOptions,
  facts: OciFacts,
): Promise<boolean> {
  try {
    if ((await context.store.check(facts.layers)).every(Boolean)) return true;
    if ('image' in request)
      return (await resolveReference(pin(request.image, facts.image), context)) === facts.image;
    return getDiffIds((await read(context, request)).layers) === getDiffIds(facts.layers);
  } catch (error) {
    // Not an image any more, or not found; a registry out of reach is another matter.
    const gone = ['LAY030', 'LAY036'];
    if (error instanceof Failure && error.diagnostics.every(({ code }) => gone.includes(code))) return false;
    throw error;
  }
}

/** Reads facts back. Fails when they are not those of a container image. */
export function parseOciFacts(facts: BaseFacts): OciFacts {
  const { image, layers, config } = facts;
  const right =
    (image === undefined || isDigest(image)) &&
    Array.isArray(layers) &&
    layers.every((layer) => isDigest(layer?.diffId) && Number.isSafeInteger(layer?.size)) &&
    typeof config === 'object';
  if (right) return facts as unknown as OciFacts;
  throw new Failure(
    problem('LAY085', {
      detail: 'The entry of images.lock.json for this container image lacks its layers or its settings.',
      hint: 'Restore the file from version control, or resolve the base again with `strata lock`.',
    }),
  );
}

function read(context: OciContext, request: OciRequestOptions, digest?: string): Promise<ReadImage> {
  const { store, signal, startActivity } = context;
  if ('layout' in request)
    return readImageFile(store, resolve(request.baseDirectory, request.layout), { signal, startActivity });
  const { registry, repository, version } = pin(request.image, digest);
  context.say(`Reading ${request.image}`);
  return readImage(store, formatReference({ registry, repository, version }), context);
}

/** The reference, standing for one image only. */
function pin(image: string, digest: string | undefined) {
  const reference = parseReference(image);
  return digest === undefined ? reference : { ...reference, version: digest };
}

function getDiffIds(layers: readonly LayerRecord[]): string {
  return layers.map(({ diffId }) => diffId).join(' ');
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function changed(request: OciRequestOptions, facts: OciFacts, layers: readonly LayerRecord[]): Failure {
  const name = 'image' in request ? request.image : request.layout;
  return new Failure(
    problem('LAY090', {
      detail: `${name} has other layers than images.lock.json names: ${getDiffIds(layers)} in place of ${getDiffIds(facts.layers)}.`,
      hint: 'Run `strata lock` to take the image as it is now, and review the change.',
    }),
  );
}
