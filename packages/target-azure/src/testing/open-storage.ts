import type { ContainerClient } from '@azure/storage-blob';
import { createTestPorts } from '@strata/sdk/testing';
import { type Azurite, startAzurite } from '../../../../tools/fakes/azurite';
import { openAzureSession } from '../client';

/** Azurite, and a container of it as the product opens it. */
export interface OpenedStorage extends AsyncDisposable {
  readonly azurite: Azurite;
  /** Variables that lead there. */
  readonly variables: Readonly<Record<string, string>>;
  openContainer(name: string): Promise<ContainerClient>;
}

/** @param start Azurite, or one behind a door that takes down what it is asked for */
export async function openStorage(start: () => Promise<Azurite> = startAzurite): Promise<OpenedStorage> {
  const azurite = await start();
  const variables = {
    AZURE_STORAGE_SERVICE_ENDPOINT: azurite.accountUrl,
    AZURE_STORAGE_KEY: azurite.key,
    AZURE_SUBSCRIPTION_ID: 'none',
  };
  return {
    ...{ azurite, variables },
    openContainer: async (name) => {
      const usual = createTestPorts();
      const ports = { ...usual, environment: { ...usual.environment, variables } };
      const session = await openAzureSession({}, { ports, signal: new AbortController().signal });
      const container = session.blobs(azurite.account).getContainerClient(name);
      await container.createIfNotExists();
      return container;
    },
    [Symbol.asyncDispose]: () => azurite.close(),
  };
}
