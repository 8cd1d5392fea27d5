import {
  compareImages,
  type EntryDifference,
  type ImageComparison,
  type Subject,
} from '@strata/layers/contents';
import { readContentsOf, wantsContents } from '@strata/post-processors/contents';
import type { ArtifactContext } from '@strata/sdk';
import type { ImageDifference } from './difference';
import { chooseListening, compareListening, wantsListening } from './listening/compare';
import { compareMachines } from './listening/machines';
import { compareAccounts, wantsAccounts } from './parts/accounts';
import { sortFiles } from './parts/files';
import { readPackageFiles, wantsPackageFiles } from './parts/package-files';
import { comparePackages } from './parts/packages';
import { compareUnits } from './parts/units';

/** An image that is compared, with the name that the user gave. */
export interface NamedImage extends Subject {
  readonly name: string;
  /** Where it listened in the machine of its tests, when it was tested as it is now. */
  readonly sockets?: readonly string[] | undefined;
}

/** Licences lie beside the data bases, and are no part of what is compared. */
const licences = /^(?:.*\/)?usr\/share\/doc\//;

/** Everything that is told of two images. */
export async function compare(
  context: ArtifactContext,
  before: NamedImage,
  after: NamedImage,
): Promise<ImageDifference> {
  const comparison = await compareImages(context, {
    before,
    after,
    mayWant: (path) => wantsAccounts(path) || wantsListening(path) || wantsInstalled(path),
    mayKeep: mayKeepContent,
    choose: chooseFiles,
  });
  const machines = compareMachines(before.sockets, after.sockets);
  const told = { before: before.name, after: after.name, ...describe(comparison) };
  return machines ? { ...told, machines } : told;
}

/** Whether the content of a file may stay beside the layer that has it, for who looks into images the next time. */
export function mayKeepContent(path: string): boolean {
  return wantsInstalled(path) || isPublic.test(path);
}

/** What packages bring, and who is in which group: neither hashes of passwords nor configurations, in which secrets may stand. */
const isPublic = /^(?:etc\/group$|(?:usr\/)?lib\/systemd\/system\/)/;

function wantsInstalled(path: string): boolean {
  return wantsPackageFiles(path) || (wantsContents(path) && !licences.test(path));
}

/** Files that differ; and of accounts and ports all that say it together, when one of them does. */
function chooseFiles(difference: EntryDifference): (path: string) => boolean {
  const changed = new Set(difference.changes.map(({ path }) => path));
  const tellsAccounts = [...changed].some(wantsAccounts);
  const wantsPorts = chooseListening(difference);
  return (path) =>
    (changed.has(path) && wantsInstalled(path)) || (tellsAccounts && wantsAccounts(path)) || wantsPorts(path);
}

function describe({
  before,
  after,
  changes,
}: ImageComparison): Omit<ImageDifference, 'before' | 'after' | 'machines'> {
  const sides = [before, after].map(({ files }) => ({
    contents: readContentsOf(files),
    brought: readPackageFiles(files),
  }));
  const owns = (path: string) =>
    sides.some(({ contents, brought }) => brought.has(path) || contents.owns(path));
  return {
    packages: comparePackages(sides[0]?.contents.packages ?? [], sides[1]?.contents.packages ?? []),
    units: compareUnits(before.entries, after.entries),
    accounts: compareAccounts(before.files, after.files),
    listening: compareListening(before, after),
    files: sortFiles(changes, (path) => owns(path) || (merged.test(path) && owns(path.replace(merged, '')))),
  };
}

/** Packages name their files as before `/bin` and `/lib` became links into `/usr`. */
const merged = /(?<=^|\/)usr\/(?=(?:s?bin|lib\w*)\/)/;
