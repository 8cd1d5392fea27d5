import { setTimeout as sleep } from 'node:timers/promises';
import type { AzureSession } from '../../packages/target-azure/src/client';
import { VERSIONS } from '../../packages/target-azure/src/resources/generic';
import type { LiveSettings } from './settings';
import { getContainer, RUN_TAG } from './world';

/** Something of a run. */
interface Found {
  readonly name: string;
  remove(): Promise<unknown>;
}

export interface RunPlace {
  readonly session: AzureSession;
  readonly settings: Pick<LiveSettings, 'group' | 'storageAccount'>;
  /** Of the run. */
  readonly id: string;
}

/** Types in the order in which they can go, with the form of requests that each is asked in. */
const ORDER: readonly (readonly [type: string, version: string])[] = [
  ['Microsoft.Compute/virtualMachines', VERSIONS.compute],
  ['Microsoft.Network/networkInterfaces', VERSIONS.network],
  ['Microsoft.Network/publicIPAddresses', VERSIONS.network],
  ['Microsoft.Network/virtualNetworks', VERSIONS.network],
  ['Microsoft.Network/networkSecurityGroups', VERSIONS.network],
  ['Microsoft.Compute/galleries/images/versions', VERSIONS.gallery],
  ['Microsoft.Compute/galleries/images', VERSIONS.gallery],
  ['Microsoft.Compute/galleries', VERSIONS.gallery],
  ['Microsoft.Compute/images', VERSIONS.compute],
  ['Microsoft.Compute/snapshots', VERSIONS.disk],
  ['Microsoft.Compute/disks', VERSIONS.disk],
];

/** Everything that is there with the tag of a run, in the order in which it can be removed. Nothing else is looked at. */
async function findAll({ session, settings, id }: RunPlace): Promise<readonly Found[]> {
  const { resources } = session.resources();
  const filter = `tagName eq '${RUN_TAG}' and tagValue eq '${id}'`;
  const found: (Found & { readonly rank: number })[] = [];
  for await (const { id: own = '', type = '' } of resources.listByResourceGroup(settings.group, { filter })) {
    const rank = ORDER.findIndex(([name]) => name.toLowerCase() === type.toLowerCase());
    const version = ORDER[rank]?.[1];
    const remove = async () => {
      if (version === undefined) throw new Error(`nobody knows how to remove ${type}`);
      await resources.beginDeleteByIdAndWait(own, version);
    };
    found.push({ name: own, rank, remove });
  }
  const sorted = found.sort((one, other) => one.rank - other.rank);
  return [...sorted, ...(await findContainer(session, settings.storageAccount, id))];
}

async function findContainer(session: AzureSession, account: string, id: string): Promise<readonly Found[]> {
  const container = session.blobs(account).getContainerClient(getContainer(id));
  if (!(await container.exists())) return [];
  return [
    { name: `container ${account}/${container.containerName}`, remove: () => container.deleteIfExists() },
  ];
}

/** Milliseconds between two rounds; what something was in takes a while to know that it is gone. */
const PAUSE = 5_000;
const ROUNDS = 30;

/**
 * Removes everything with the tag of a run, and looks until nothing of it is left.
 *
 * @returns what could not be removed
 */
export async function removeLeftOver(
  place: RunPlace,
  say: (text: string) => void,
): Promise<readonly string[]> {
  let found = await findAll(place);
  for (let round = 0; found.length > 0 && round < ROUNDS; round += 1) {
    for (const { name, remove } of found) {
      say(`removing ${name}`);
      // What is still in use goes in one of the next rounds.
      await remove().catch((error: Error) => say(`  not yet: ${error.message.split('\n')[0]}`));
    }
    found = await findAll(place);
    if (found.length > 0) await sleep(PAUSE);
  }
  return found.map(({ name }) => name);
}
