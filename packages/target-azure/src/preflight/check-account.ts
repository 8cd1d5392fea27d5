import { problem } from '../codes';
import { classifyAzure } from '../errors';
import type { DiskStorage } from '../publish/settings';
import { foldRegion } from '../publish/wish';
import { VERSIONS } from '../resources/generic';
import { callManager, callStorage } from '../wait';
import { type Finding, findOut, findOutIfMay } from './finding';
import type { Scene, Told } from './scene';

const READ = 'Microsoft.Storage/storageAccounts/read';
/** Those that hold page blobs. Source: Microsoft's page "Storage account overview". */
const KINDS: readonly unknown[] = ['StorageV2', 'Storage'];

/** Whether the account of the disks is there, of the right kind, and lets in who asks. */
export async function checkAccount(
  scene: Scene,
  storage: DiskStorage,
  location: string,
): Promise<readonly Finding[]> {
  const { account, resourceGroup } = storage;
  const { ask, hasAccountKey, session } = scene;
  const id = `/subscriptions/${session.subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${account}`;
  const kind = await findOutIfMay(`storage account ${account}`, READ, async () => {
    const request = { action: 'Looking for the storage account', what: account };
    const found: Told = Object(
      await callManager(ask, request, (options) => session.read(id, VERSIONS.storage, options)),
    );
    return judge(found, { account, location, hasAccountKey });
  });
  return [kind, await checkContainer(scene, storage)];
}

interface Wish {
  readonly account: string;
  readonly location: string;
  readonly hasAccountKey: boolean;
}

function judge(found: Told, { account, location, hasAccountKey }: Wish) {
  const properties: Told = Object(found['properties']);
  const problems = [
    [
      !KINDS.includes(found['kind']),
      `is of kind ${found['kind']}, which holds no page blobs`,
      'Take one of kind StorageV2 and of performance Standard.',
    ],
    [
      foldRegion(String(found['location'])) !== foldRegion(location),
      `is in ${found['location']}, and the gallery in ${location}: Azure makes a version of a VHD in its own region`,
      'Name an account of the region of the gallery.',
    ],
    [
      properties['publicNetworkAccess'] === 'Disabled',
      'lets nobody in from the internet',
      'Publish from a machine that has a private endpoint of it, or open it for this one.',
    ],
    [
      hasAccountKey && properties['allowSharedKeyAccess'] === false,
      'takes no keys, and AZURE_STORAGE_KEY is set',
      'Take AZURE_STORAGE_KEY out, so that the login of Entra ID is used.',
    ],
  ] as const;
  return problems
    .filter(([isWrong]) => isWrong)
    .map(([, detail, hint]) =>
      problem('AZU021', { detail: `The storage account ${account} ${detail}.`, hint }),
    );
}

/** Reading is all that can be tried out. A container that is not there is made. */
function checkContainer({ ask, session }: Scene, { account, container }: DiskStorage): Promise<Finding> {
  return findOut(`container ${account}/${container}`, async () => {
    const client = session.blobs(account).getContainerClient(container);
    const call = { action: 'Looking at the container', what: `${account}/${container}` };
    await callStorage(ask, call, async (options) => {
      try {
        await client.getProperties(options);
      } catch (error) {
        if (classifyAzure(error) !== 'not-found') throw error;
      }
    });
    return [];
  });
}
