import { compareVersions, type Package } from '@strata/post-processors/contents';
import type { PackageChange } from '../difference';

/** What was installed, removed or brought to another version, by name. */
export function comparePackages(
  before: readonly Package[],
  after: readonly Package[],
): readonly PackageChange[] {
  const [old, now] = [groupByName(before), groupByName(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => compareGroup(old.get(name) ?? [], now.get(name) ?? []));
}

/** Of npm's packages there may be several of one name, each with a version of its own. */
function groupByName(packages: readonly Package[]): ReadonlyMap<string, readonly Package[]> {
  const groups = new Map<string, Package[]>();
  for (const one of packages) {
    const key = [one.inside?.root ?? '', one.ecosystem, one.name, one.architecture ?? ''].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function compareGroup(before: readonly Package[], after: readonly Package[]): readonly PackageChange[] {
  const gone = findOthers(before, after);
  const come = findOthers(after, before);
  const [old, now] = [gone[0], come[0]];
  if (old && now && gone.length === 1 && come.length === 1) {
    const isOlder = compareVersions(now.ecosystem, old.version, now.version) <= 0;
    const kind = isOlder ? 'upgraded' : 'downgraded';
    return [{ kind, ...describe(now), before: old.version, after: now.version }];
  }
  return [
    ...gone.map((one) => ({ kind: 'removed' as const, ...describe(one), before: one.version })),
    ...come.map((one) => ({ kind: 'added' as const, ...describe(one), after: one.version })),
  ];
}

/** Those whose version the others do not have, each version once. */
function findOthers(packages: readonly Package[], others: readonly Package[]): readonly Package[] {
  const known = new Set(others.map(({ version }) => version));
  return packages.filter(({ version }) => {
    const isNew = !known.has(version);
    known.add(version);
    return isNew;
  });
}

function describe({ ecosystem, name, architecture, inside }: Package) {
  return {
    ecosystem,
    name,
    ...(architecture !== undefined && { architecture }),
    ...(inside && { inside: inside.root }),
  };
}
