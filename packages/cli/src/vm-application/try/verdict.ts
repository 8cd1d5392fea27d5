import { join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../../codes';
import type { VerdictPlace } from '../../gate/verdict/verdict';
import type { PackageReceipt } from '../pack/receipt';

/** How a package was tried last. Nothing in it tells when or where. */
export interface TryVerdict {
  readonly schema: 1;
  readonly verdict: 'passed' | 'failed';
  /** Of the package that was tried. */
  readonly key: string;
  /** Name of the image that it was tried in, and its layers. */
  readonly image: string;
  readonly layers: readonly string[];
  /** Where it was tried; of verdicts from before there were machines nobody knows. */
  readonly places?: readonly TriedPlace[];
}

/** How a package was tried in one place. */
export interface TriedPlace {
  readonly place: VerdictPlace;
  readonly verdict: TryVerdict['verdict'];
  /** As what machine the image was started, in the words of the flags. */
  readonly machine?: { readonly firmware: string; readonly cloud: string };
  readonly steps: readonly string[];
}

/** A package that was tried in several places has passed when it passed in each. */
export function makeVerdict(
  about: Pick<TryVerdict, 'key' | 'image' | 'layers'>,
  places: readonly TriedPlace[],
): TryVerdict {
  const hasPassed = places.every(({ verdict }) => verdict === 'passed');
  return { schema: 1, verdict: hasPassed ? 'passed' : 'failed', ...about, places };
}

/** Beside the package, and not in its folder: packaging anew replaces that. */
function getPath(directory: string): string {
  return join(directory, 'dist/vm-app.verdict.json');
}

export async function writeVerdict(
  files: Pick<Files, 'write'>,
  directory: string,
  verdict: TryVerdict,
): Promise<void> {
  await files.write(getPath(directory), `${JSON.stringify(verdict, undefined, 2)}\n`);
}

/** Whether a package may be given to machines: it was tried as it is now, and did well. */
export async function checkVerdict(
  files: Pick<Files, 'stat' | 'readText'>,
  directory: string,
  { key, application }: PackageReceipt,
): Promise<readonly Diagnostic[]> {
  const found = await read(files, getPath(directory));
  const label = `${application.name} ${application.version}`;
  const hint = 'Try it first: strata test-vm-app. Or name it with -without-test.';
  if (!found) return [problem('CLI067', { detail: `${label} was not tried yet.`, hint })];
  if (found.key !== key)
    return [problem('CLI067', { detail: `${label} was packaged anew since it was tried.`, hint })];
  if (found.verdict === 'passed') return [];
  const failed = found.places?.filter(({ verdict }) => verdict === 'failed') ?? [];
  const where = failed.map(({ place }) => ` in ${place === 'machine' ? 'a machine' : place}`).join(' and');
  return [problem('CLI067', { detail: `${label} was tried in "${found.image}", and failed${where}.`, hint })];
}

async function read(files: Pick<Files, 'stat' | 'readText'>, path: string): Promise<TryVerdict | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    return JSON.parse(await files.readText(path)) as TryVerdict;
  } catch (cause) {
    throw new Failure(
      problem('CLI044', {
        detail: `${path} cannot be read.`,
        hint: 'Try the application again: strata test-vm-app.',
      }),
      { cause },
    );
  }
}
