import type { EntryChange } from '@strata/layers/contents';

/**
 * What installing and removing anything may leave: logs, caches, and the books that package managers keep of what they
 * did. Paths as users write them, absolute.
 */
const usual: readonly string[] = [
  '/run/**',
  '/tmp/**',
  '/var/tmp/**',
  '/var/log/**',
  '/var/cache/**',
  '/etc/ld.so.cache',
  '/var/lib/apt/extended_states',
  '/var/lib/apt/periodic/**',
  '/var/lib/dpkg/*-old',
  '/var/lib/dpkg/lock*',
  '/var/lib/dpkg/triggers/**',
  '/var/lib/waagent',
];

/** What differs after an application was removed from what there was before it was installed, but for what may stay. */
export function findLeftovers(
  changes: readonly EntryChange[],
  allowed: readonly string[],
): readonly EntryChange[] {
  const mayStay = createFilter(allowed);
  return changes.filter(({ path }) => !mayStay(`/${path}`));
}

/** Whether an absolute path may stay: it is one of the usual ones, or is allowed. */
export function createFilter(allowed: readonly string[]): (path: string) => boolean {
  const patterns = [...usual, ...allowed].map(compile);
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** `*` stays between two slashes; `**` at the end is the folder itself and all below. */
function compile(pattern: string): RegExp {
  const words = pattern.split(/(\/\*\*$|\*\*|\*)/).map((word) => {
    if (word === '/**') return '(?:/.*)?';
    if (word === '**') return '.*';
    return word === '*' ? '[^/]*' : word.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${words.join('')}$`);
}

/** `added /etc/x`, `changed /etc/passwd (content)`. */
export function formatLeftover({ path, kind, aspects }: EntryChange): string {
  return `${kind} /${path}${aspects.length > 0 ? ` (${aspects.join(', ')})` : ''}`;
}
