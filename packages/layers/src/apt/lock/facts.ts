import { Failure } from '@strata/diagnostics';
import type { BaseFacts } from '@strata/sdk';
import { problem } from '../../codes';

/**
 * What a bootstrapped base was resolved to, as `images.lock.json` keeps it. Indexes are named by the digest of their
 * uncompressed text. The Release files that list them are not part of it: an archive signs anew without any package of
 * this architecture having changed, and such a day must not look like a change of the image.
 */
export interface AptFacts {
  readonly distribution: string;
  readonly architecture: string;
  /** By suite and component: `sha256:…` of the Packages index. */
  readonly suites: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Version of each package of the base. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The facts as they go into the lock file. */
export function formatAptFacts(facts: AptFacts): BaseFacts {
  return { ...facts };
}

/** Reads facts back. Fails when they are not those of a bootstrap, as after a bad merge of the lock file. */
export function parseAptFacts(facts: BaseFacts): AptFacts {
  const { distribution, architecture, suites, packages } = facts;
  const right =
    typeof distribution === 'string' &&
    typeof architecture === 'string' &&
    isRecord(suites, (indexes) => isRecord(indexes, isDigest)) &&
    isRecord(packages, (version) => typeof version === 'string');
  if (!right) {
    throw new Failure(
      problem('LAY085', {
        detail:
          'The entry of images.lock.json for this base lacks its suites, its index digests or its package versions.',
        hint: 'Restore the file from version control, or resolve the base again with `strata lock`.',
      }),
    );
  }
  return facts as unknown as AptFacts;
}

/** Whether facts pin apt indexes; those of bases that were not bootstrapped do not. */
export function hasAptFacts(facts: BaseFacts): boolean {
  return isRecord(facts.suites, () => true);
}

function isRecord(value: unknown, check: (item: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(check);
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}
