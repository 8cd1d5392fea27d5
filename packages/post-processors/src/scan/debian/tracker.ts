import { getSystem, type OsRelease } from '../../contents/os-release';
import type { Package } from '../../contents/package';
import { type Finding, parseSeverity, type Severity } from '../finding';
import { compareDebianVersions } from './compare-versions';

/** The JSON of Debian's security tracker: source package, then weakness, then what is known of it in each release. */
export type Tracker = Readonly<Record<string, Readonly<Record<string, TrackerEntry>>>>;

export interface TrackerEntry {
  readonly description?: unknown;
  readonly releases?: Readonly<Record<string, TrackerRelease>>;
}

export interface TrackerRelease {
  /** `open`, `resolved` or `undetermined`. */
  readonly status?: unknown;
  /** `0` for releases that never had the weakness. */
  readonly fixed_version?: unknown;
  /** `not yet assigned`, `unimportant`, `low`, `medium`, `high`, `end-of-life`; sometimes with stars. */
  readonly urgency?: unknown;
}

/** What Debian knows of the packages of an image, by their source packages and the release's code name. */
export function matchTracker(
  tracker: Tracker,
  packages: readonly Package[],
  os: OsRelease,
): readonly Finding[] {
  return packages
    .filter(({ ecosystem }) => ecosystem === 'deb')
    .flatMap((one) => {
      const { id: distribution, codename } = getSystem(one, os) ?? {};
      if (distribution !== 'debian' || codename === undefined) return [];
      const { name, version } = one.source ?? one;
      const known = Object.hasOwn(tracker, name) ? Object.entries(Object(tracker[name])) : [];
      return known.flatMap(([id, entry]) =>
        matchEntry({ id, entry: entry as TrackerEntry, codename, version }, one),
      );
    });
}

interface Match {
  readonly id: string;
  readonly entry: TrackerEntry;
  readonly codename: string;
  /** Of the source package. */
  readonly version: string;
}

function matchEntry({ id, entry, codename, version }: Match, one: Package): readonly Finding[] {
  const release = entry.releases?.[codename];
  const isOpen = release?.status === 'open' || release?.status === 'undetermined';
  const fixed = release?.status === 'resolved' ? release.fixed_version : undefined;
  const isOld = typeof fixed === 'string' && compareDebianVersions(version, fixed) < 0;
  if (!isOpen && !isOld) return [];
  return [
    {
      id,
      package: one.name,
      version: one.version,
      ...(isOld && { fixedVersion: fixed }),
      severity: readUrgency(release?.urgency),
      ...(typeof entry.description === 'string' && { title: entry.description }),
      sources: ['debian-tracker'],
    },
  ];
}

function readUrgency(urgency: unknown): Severity {
  const word = String(urgency).replace(/\*+$/, '');
  return word === 'unimportant' ? 'negligible' : parseSeverity(word);
}
