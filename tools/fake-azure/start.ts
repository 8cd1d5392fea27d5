import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  azuriteBlobs,
  type FakeArm,
  type FakeArmOptions,
  seedStorageAccount,
  startFakeArm,
} from '../fakes/arm';
import { type Azurite, startAzurite } from '../fakes/azurite';
import { startManagedIdentity } from '../fakes/managed-identity';

/** An Azure on loopback: resource manager, blobs and who may ask. */
export interface FakeAzure extends AsyncDisposable {
  readonly arm: FakeArm;
  readonly azurite: Azurite;
  /** That lead any program which uses Azure's libraries to it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Group that is there, with the storage account in it. */
export const group = 'images';

export interface FakeAzureOptions extends Pick<FakeArmOptions, 'guests' | 'pending'> {
  /** Of the group and its account. @default 'westeurope' */
  readonly location?: string;
  /** Ended with it. @default one that is started */
  readonly azurite?: Azurite;
}

export async function startFakeAzure({
  location = 'westeurope',
  azurite: given,
  ...options
}: FakeAzureOptions = {}): Promise<FakeAzure> {
  const azurite = given ?? (await startAzurite());
  const arm = await startFakeArm({ ...options, blobs: azuriteBlobs(azurite) });
  const identity = await startManagedIdentity(arm.credential);
  const folder = mkdtempSync(join(tmpdir(), 'strata-fake-azure-'));
  const certificate = join(folder, 'ca.pem');
  writeFileSync(certificate, arm.ca);
  const { subscription, resources } = arm.cloud;
  const id = `/subscriptions/${subscription}/resourceGroups/${group}`;
  const type = 'Microsoft.Resources/resourceGroups';
  resources.add({ id, type, name: group, envelope: { location }, properties: {}, state: 'Succeeded' });
  seedStorageAccount(arm.cloud, { group, location });
  return {
    ...{ arm, azurite },
    variables: {
      ...identity.variables,
      ARM_ENDPOINT: arm.endpoint,
      NODE_EXTRA_CA_CERTS: certificate,
      AZURE_SUBSCRIPTION_ID: subscription,
      AZURE_STORAGE_SERVICE_ENDPOINT: azurite.accountUrl,
      AZURE_STORAGE_KEY: azurite.key,
    },
    [Symbol.asyncDispose]: async () => {
      await identity[Symbol.asyncDispose]();
      await arm.close();
      await azurite.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
