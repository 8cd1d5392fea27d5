import type { ImageFiles, ImageHistory } from '@strata/sdk';
import type { Package } from './package';

type Names = ReadonlySet<string>;

/**
 * Finds the layer that brought a package as it is in the finished image: the lowest from which on every layer above shows
 * the same version. Nothing is read again; what is installed with fewer layers is looked up when it is first asked for.
 */
export function createLayerFinder(
  { history }: ImageFiles,
  read: (files: ImageFiles) => readonly Package[],
): (one: Package) => number | undefined {
  if (!history) return () => undefined;
  const stacks = new Map<number, Names>();
  const getStack = (count: number): Names => {
    const known = stacks.get(count);
    if (known) return known;
    const names: Names =
      count > 0 && history.isQuiet(count - 1)
        ? getStack(count - 1)
        : new Set(count === 0 ? [] : read(history.upTo(count)).map(getName));
    stacks.set(count, names);
    return names;
  };
  return (one) => findLowest(history, (count) => getStack(count).has(getName(one)));
}

/** Layers that touch nothing of it are passed over without a look. */
function findLowest({ count }: ImageHistory, has: (count: number) => boolean): number | undefined {
  if (!has(count)) return undefined;
  let lowest = count;
  while (lowest > 1 && has(lowest - 1)) lowest--;
  return lowest - 1;
}

function getName({ ecosystem, name, version, architecture = '', inside, location }: Package): string {
  return [ecosystem, name, version, architecture, inside?.root ?? '', location].join('\0');
}
