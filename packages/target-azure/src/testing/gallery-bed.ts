import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { createFakeClock } from '@strata/sdk/testing';
import { azuriteBlobs, type FakeArm } from '../../../../tools/fakes/arm';
import { createGallery } from '../vm-applications/gallery';
import { createPackageStore } from '../vm-applications/package-store';
import type { PublishPorts, PublishRequest } from '../vm-applications/publish';
import { goodRequest } from '../vm-applications/testing/requests';
import { makeGroup, openFake } from './open-fake';
import { type OpenedStorage, openStorage } from './open-storage';

/** The SDK looks at its operations as often as this machine can answer. */
const soon = { updateIntervalInMs: 1 };

/** A storage account with the file of a package on this machine, for all tests of a file. */
export interface PackageBed extends AsyncDisposable {
  readonly storage: OpenedStorage;
  readonly folder: string;
  /** A publication of that file. */
  makeRequest(changes?: Partial<PublishRequest>): PublishRequest;
}

export async function openPackageBed(): Promise<PackageBed> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-vm-apps-'));
  const path = join(folder, 'jq.tar.gz');
  await writeFile(path, 'x'.repeat(goodRequest.package.size));
  const storage = await openStorage();
  return {
    ...{ storage, folder },
    makeRequest: (changes = {}) => ({
      ...goodRequest,
      package: { ...goodRequest.package, path },
      ...changes,
    }),
    [Symbol.asyncDispose]: async () => {
      await storage[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** An empty gallery before the real SDK. */
export interface GalleryBed extends AsyncDisposable {
  readonly fake: FakeArm;
  readonly ports: PublishPorts;
}

export async function openGalleryBed({ storage }: PackageBed): Promise<GalleryBed> {
  const { variables, azurite } = storage;
  const opened = await openFake({ variables, blobs: azuriteBlobs(azurite) });
  const session = await opened.open({ subscription_id: opened.fake.cloud.subscription });
  await makeGroup(session, 'images');
  await session.compute().galleries.createOrUpdate('images', 'company', { location: 'westeurope' }, soon);
  opened.fake.log.clear();
  // Links are read by Azurite, which has the time of this machine.
  const ask = { clock: createFakeClock(Date.now()), signal: new AbortController().signal };
  return {
    fake: opened.fake,
    ports: {
      ...{ ...ask, say: () => undefined },
      gallery: createGallery(ask, session, { resourceGroup: 'images', gallery: 'company' }),
      store: createPackageStore({ ...ask, files: createNodePorts().files }, session, {
        account: azurite.account,
        container: 'vm-applications',
      }),
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
