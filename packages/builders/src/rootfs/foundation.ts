import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Foundation } from '@strata/sdk';
import { getOwnArchitecture } from './architecture';
import type { BootstrapOptions, RootfsOptions } from './schema';

/** How the image starts. Equal options give an equal lock name, whoever writes them and wherever. */
export function getFoundation(options: RootfsOptions): Foundation {
  const { from, bootstrap, archive, oci } = options;
  if (from?.kind === 'image') return { kind: 'image', reference: from };
  if (bootstrap) {
    const plain = normalizeBootstrap(bootstrap);
    return makeBase('bootstrap', [plain.suite, plain.variant, plain.architecture], plain);
  }
  if (archive) {
    const { source, url, checksum } = archive;
    return makeBase('archive', [basename(source ?? url ?? '')], { checksum });
  }
  const { image, layout } = oci ?? {};
  return makeBase('oci', [basename(image ?? layout ?? '')], {
    ...(image && { image }),
    ...(layout && { layout }),
  });
}

/** What a bootstrap is asked for, with every default in place. */
export interface PlainBootstrap {
  readonly distribution: 'debian' | 'ubuntu';
  readonly suite: string;
  readonly variant: 'essential' | 'apt' | 'minbase' | 'important' | 'standard';
  readonly architecture: string;
  readonly packages: readonly string[];
  readonly components?: readonly string[];
  readonly mirror?: string;
  readonly snapshot?: string;
}

/** Fills defaults in and forgets what makes no difference: the order of packages, and saying one twice. */
export function normalizeBootstrap(options: BootstrapOptions): PlainBootstrap {
  const { components, mirror, snapshot } = options;
  return {
    // The schema allows no other words.
    distribution: options.distribution as PlainBootstrap['distribution'],
    suite: options.suite,
    variant: options.variant as PlainBootstrap['variant'],
    architecture: options.architecture ?? getOwnArchitecture(),
    packages: [...new Set(options.packages ?? [])].sort(),
    ...(components && { components }),
    ...(mirror !== undefined && { mirror }),
    ...(snapshot !== undefined && { snapshot }),
  };
}

/** A name that people recognise, made unique by a digest of everything. */
function makeBase(type: string, words: readonly string[], options: object): Foundation {
  const digest = createHash('sha256').update(JSON.stringify(options)).digest('hex').slice(0, 8);
  const name = words.join('-').replace(/[^A-Za-z0-9._-]+/g, '-');
  return { kind: 'base', type, options, lockName: `${type}-${name}-${digest}` };
}
