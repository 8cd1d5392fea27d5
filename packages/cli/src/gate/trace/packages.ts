import { Failure } from '@strata/diagnostics';
import { type Package, readContentsOf } from '@strata/post-processors/contents';
import type { ImageFiles } from '@strata/sdk';
import type { Aspect } from './aspect';

/** Data bases of the packages of a system, and of no container in it. */
const databases =
  /^(?:var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)|(?:usr\/)?lib\/apk\/db\/installed|(?:var\/lib\/rpm|usr\/lib\/sysimage\/rpm)\/.+)$/;

/** A package of the system, by its name or `name:architecture`. */
export function makePackageAspect(subject: string): Aspect {
  const [wanted, architecture] = subject.split(':');
  return {
    name: `the package ${subject}`,
    absence: 'proof',
    wants: (path) => databases.test(path),
    read: ({ files }) => {
      const found = readPackages(files).filter(
        ({ name, ...one }) =>
          name === wanted && (architecture === undefined || one.architecture === architecture),
      );
      return new Map(found.map((one) => [`the package ${one.name} ${one.version}`, 'installed']));
    },
  };
}

/** What could not be read counts as nothing: then the layer that it can be read from again is told. */
function readPackages(files: ImageFiles): readonly Package[] {
  try {
    return readContentsOf(files).packages;
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
