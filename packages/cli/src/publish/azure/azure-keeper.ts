import { type AzureContext, openAzureSession, parseVersionId } from '@strata/target-azure/publish';
import type { Keeper, Keeping, KeepSubject } from '../keeper';
import type { WrittenDestination } from '../settings/destinations-file';
import { readAzureSettings } from './settings';

/** Looks after the versions and disks of a destination, when its settings have rules for that. */
export function openAzureKeeper(written: WrittenDestination): Keeper | undefined {
  const { destination, login, keep: rules } = readAzureSettings(written);
  if (!rules) return undefined;
  return {
    name: written.name,
    prepare: async ({ ports, signal, secrets, publications }, { images, published }): Promise<Keeping> => {
      const { openDiskShelf, openKeepLog, prepareKeeping } = await import('@strata/target-azure/keep');
      const session = await openAzureSession(login, { ports, signal, secrets });
      const azure: AzureContext = { session, clock: ports.clock, signal };
      const log = openKeepLog(ports, publications, destination.name);
      const shelf = destination.storage && openDiskShelf(azure, destination.storage);
      const request = { destination, rules, images, log, shelf, published: toIds(published) };
      const { versions, parts, apply } = await prepareKeeping(azure, request);
      return {
        ...{ decisions: versions, parts },
        leftovers: [],
        apply: async function* () {
          // Two at a time would do the same.
          await using _ = await ports.files.hold(log.path, signal);
          yield* apply();
        },
      };
    },
    close: () => undefined,
  };
}

/** Ids of versions in small letters: Azure compares them so. */
function toIds(published: KeepSubject['published']): ReadonlySet<string> {
  const ids = published.filter(({ reference }) => parseVersionId(reference) !== undefined);
  return new Set(ids.map(({ reference }) => reference.toLowerCase()));
}
