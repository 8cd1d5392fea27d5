import type { GalleryApplication, GalleryApplicationVersion } from '@azure/arm-compute';
import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Offer, VmApplication } from './application';
import { type Changeable, KEY_TAG, makeChangeable } from './body';
import { normalizeRegion } from './rules';

/** What has to be done to a gallery so that it has a version. */
export type VersionWork =
  | { readonly kind: 'create' }
  | { readonly kind: 'nothing' }
  /** It is on its way: somebody else has begun, or a run before was ended. */
  | { readonly kind: 'wait' }
  /** Regions, replicas and the like, each named as it was and as it will be. */
  | { readonly kind: 'update'; readonly changes: readonly string[] }
  | { readonly kind: 'refuse'; readonly diagnostics: readonly Diagnostic[] };

/** Whether an application of the gallery is one that this version fits. */
export function checkFoundApplication(
  found: GalleryApplication | undefined,
  { name, os }: Pick<VmApplication, 'name' | 'os'>,
): readonly Diagnostic[] {
  if (found?.supportedOSType === undefined || found.supportedOSType === os) return [];
  return [
    problem('AZU112', {
      detail: `"${name}" is an application for ${found.supportedOSType} in the gallery, and this version is for ${os}. Changing property 'supportedOSType' is not allowed.`,
      hint: 'Give the application for the other system a name of its own.',
    }),
  ];
}

/** What a version of the gallery lacks to be what is wanted. */
export function compareVersion(
  found: GalleryApplicationVersion | undefined,
  wanted: { readonly application: VmApplication; readonly offer: Offer; readonly key: string },
): VersionWork {
  if (found === undefined) return { kind: 'create' };
  const { application, offer, key } = wanted;
  const label = `Version ${application.version} of "${application.name}"`;
  const state = found.provisioningState;
  if (state === 'Deleting') return refuse(beingDeleted(label));
  const changed = findFixed(found, wanted);
  if (changed.length > 0 || found.tags?.[KEY_TAG] !== key) return refuse(unchangeable(label, changed));
  if (state === 'Failed') return refuse(failedBefore(label, application));
  if (state === 'Creating' || state === 'Updating' || state === 'Migrating') return { kind: 'wait' };
  const changes = findChanges(found.publishingProfile ?? {}, makeChangeable(offer));
  return changes.length > 0 ? { kind: 'update', changes } : { kind: 'nothing' };
}

function refuse(diagnostic: Diagnostic): VersionWork {
  return { kind: 'refuse', diagnostics: [diagnostic] };
}

/** What differs of that which the service never changes: `manageActions.install`. */
function findFixed(
  { publishingProfile }: GalleryApplicationVersion,
  { application }: { readonly application: VmApplication },
): readonly string[] {
  const { commands, packageFile, configurationFile, afterReboot } = application;
  const { manageActions, settings } = publishingProfile ?? {};
  const pairs: Readonly<Record<string, readonly [string | undefined, string | undefined]>> = {
    'manageActions.install': [manageActions?.install, commands.install],
    'manageActions.update': [manageActions?.update, commands.update],
    'manageActions.remove': [manageActions?.remove, commands.remove],
    'settings.packageFileName': [settings?.packageFileName, packageFile],
    'settings.configFileName': [settings?.configFileName, configurationFile],
    'settings.scriptBehaviorAfterReboot': [settings?.scriptBehaviorAfterReboot, afterReboot],
  };
  return Object.entries(pairs).flatMap(([name, [before, after]]) =>
    (before ?? '') === (after ?? '') ? [] : [name],
  );
}

function findChanges(before: Changeable, after: Changeable): readonly string[] {
  const old = describe(before);
  return Object.entries(describe(after)).flatMap(([name, value]) =>
    old[name] === value ? [] : [`${name}: ${old[name]} → ${value}`],
  );
}

function describe(changeable: Changeable): Readonly<Record<string, string>> {
  const { targetRegions = [], replicaCount = 1, excludeFromLatest = false, endOfLifeDate } = changeable;
  const regions = targetRegions.map(
    ({ name, regionalReplicaCount }) => `${normalizeRegion(name)}×${regionalReplicaCount ?? replicaCount}`,
  );
  return {
    regions: regions.sort().join(' '),
    replicas: String(replicaCount),
    'exclude from latest': String(excludeFromLatest),
    'end of life': endOfLifeDate?.toISOString() ?? 'none',
  };
}

function unchangeable(label: string, changed: readonly string[]): Diagnostic {
  const what =
    changed.length > 0
      ? `Changing property ${changed.map((name) => `'${name}'`).join(' and ')} is not allowed.`
      : 'What it holds is another package.';
  return problem('AZU113', {
    detail: `${label} is published already, and differs from what is packaged here. ${what}`,
    hint: 'Raise "version": machines that have the old one are given the new one by their update command.',
  });
}

function beingDeleted(label: string): Diagnostic {
  return problem('AZU114', {
    detail: `${label} is marked for deletion. Nothing can be done with it until it is gone.`,
    hint: 'Wait until Azure has deleted it and publish again, or raise "version".',
  });
}

function failedBefore(label: string, { name, version }: VmApplication): Diagnostic {
  return problem('AZU115', {
    detail: `${label} is in the gallery, but its publication failed before. A version that failed cannot be mended.`,
    hint: `Delete it (az sig gallery-application version delete --application-name ${name} --version-name ${version} …) and publish again, or raise "version".`,
  });
}
