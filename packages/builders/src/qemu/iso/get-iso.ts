import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Failure } from '@strata/diagnostics';
import type { MachineContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { QemuOptions } from '../schema';
import { getCachePath } from './cache';
import { parseChecksum } from './checksum';
import { findChecksum } from './checksum-list';
import { type Expected, hasDigest, wrongDigest } from './digest';
import { fetchFile, get } from './fetch';

/**
 * The file that the machine starts from: on this machine where it is, from elsewhere in the cache. Addresses are tried in
 * order.
 *
 * @returns its absolute path
 * @throws Failure with what is wrong with each address
 */
export async function getIso(context: MachineContext, options: QemuOptions): Promise<string> {
  const places = options.iso_urls?.length ? options.iso_urls : [options.iso_url ?? ''];
  const failures: Failure[] = [];
  for (const place of places) {
    try {
      return await getOne(context, options, place);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
    }
  }
  throw new Failure(failures.flatMap(({ diagnostics }) => diagnostics));
}

async function getOne(context: MachineContext, options: QemuOptions, place: string): Promise<string> {
  const local = getLocalPath(context, place);
  const expected = options.iso_skip_cache ? undefined : await getExpected(context, options, place);
  if (local !== undefined) return checkLocal(context, local, { place, expected });
  const path = getCachePath(context, options, place);
  // Builds that need the same file wait for the first of them.
  await using _ = await context.ports.files.hold(path, context.signal);
  if (expected && (await isThere(context, path)) && (await hasDigest(context, path, expected))) {
    context.reporter.say(`Found already downloaded, checksum matched: ${path}`);
    return path;
  }
  context.reporter.say(`Trying ${place}`);
  await fetchFile(context, place, { path, expected });
  context.reporter.say(`${place} => ${path}`);
  return path;
}

function getLocalPath({ baseDirectory }: MachineContext, place: string): string | undefined {
  if (/^file:/iu.test(place)) return URL.canParse(place) ? fileURLToPath(place) : place.slice('file:'.length);
  return /^[a-z][a-z0-9+.-]+:\/\//iu.test(place) ? undefined : resolve(baseDirectory, place);
}

async function isThere({ ports }: MachineContext, path: string): Promise<boolean> {
  return (await ports.files.stat(path)) !== undefined;
}

async function checkLocal(
  context: MachineContext,
  path: string,
  { place, expected }: { readonly place: string; readonly expected: Expected | undefined },
): Promise<string> {
  if (!(await isThere(context, path)))
    throw new Failure(
      problem('BLD014', {
        detail: `"${place}" is not there; ${path} was tried.`,
        hint: 'A relative path starts from the folder in which the build was started.',
      }),
    );
  if (expected && !(await hasDigest(context, path, expected))) throw wrongDigest(expected, path);
  return path;
}

/** The digest that is wanted; undefined when anything is. */
async function getExpected(
  context: MachineContext,
  options: QemuOptions,
  place: string,
): Promise<Expected | undefined> {
  const { value, diagnostics } = parseChecksum(options.iso_checksum ?? 'none');
  if (!value) throw new Failure(diagnostics);
  if (value.kind === 'none') return undefined;
  if (value.kind === 'digest') return value;
  const list = await readList(context, value.place);
  const name = place.split(/[?#]/u)[0]?.split('/').at(-1) ?? '';
  const found = findChecksum(list, name);
  if (found) return found;
  throw new Failure(
    problem('BLD016', {
      detail: `${value.place} holds no checksum of "${name}".`,
      hint: 'The list must name the file as the last part of its address does.',
    }),
  );
}

async function readList(context: MachineContext, place: string): Promise<string> {
  const local = getLocalPath(context, place);
  if (local === undefined) return text((await get(context, place)).body);
  if (await isThere(context, local)) return context.ports.files.readText(local);
  throw new Failure(
    problem('BLD014', {
      detail: `The list of checksums "${place}" is not there; ${local} was tried.`,
      hint: 'After file: comes an address or a path.',
    }),
  );
}
