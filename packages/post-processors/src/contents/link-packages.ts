import type { Package } from './package';

/** For each package, the places in the list of those that it needs; needs that nothing installed meets are left out. */
export function linkPackages(packages: readonly Package[]): readonly (readonly number[])[] {
  const answers = collectAnswers(packages);
  return packages.map((one, own) => {
    const found = new Set<number>();
    for (const names of one.needs) {
      const met = names.flatMap((name) => answers.get(getKey(one, name)) ?? [])[0];
      if (met !== undefined && met !== own) found.add(met);
    }
    return [...found].sort((a, b) => a - b);
  });
}

/** Who answers to a name: first those that have it, then those that provide it. */
function collectAnswers(packages: readonly Package[]): ReadonlyMap<string, number> {
  const answers = new Map<string, number>();
  const add = (key: string, index: number) => {
    if (!answers.has(key)) answers.set(key, index);
  };
  for (const [index, one] of packages.entries()) add(getKey(one, one.name), index);
  for (const [index, one] of packages.entries())
    for (const name of one.provides) add(getKey(one, name), index);
  return answers;
}

/** What is in a container meets no need of the machine around it. */
function getKey({ ecosystem, inside }: Package, name: string): string {
  return `${ecosystem} ${inside?.root ?? ''} ${name}`;
}
