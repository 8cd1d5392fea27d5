import type { GalleryApplication, GalleryApplicationVersion } from '@azure/arm-compute';
import type { ApplicationGallery, PackageStore } from '../publish';

/** A gallery and a storage account in memory, whose copies take as many looks as the test says. */
export interface MemoryAzure {
  readonly gallery: ApplicationGallery;
  readonly store: PackageStore;
  /** Calls that change something, in their order. */
  readonly calls: string[];
  readonly blobs: Map<string, number>;
  /** Bodies of versions as they were sent, by version. */
  readonly versions: Map<string, GalleryApplicationVersion>;
  /** Replaces what a version says of its copies. */
  replication: (looks: number) => GalleryApplicationVersion['replicationStatus'];
  /** What a link is answered with instead of the blob. */
  refusal: string | undefined;
  location: string | undefined;
}

export function createMemoryAzure(): MemoryAzure {
  const applications = new Map<string, GalleryApplication>();
  const versions = new Map<string, GalleryApplicationVersion>();
  const blobs = new Map<string, number>();
  const calls: string[] = [];
  let looks = 0;
  const azure: MemoryAzure = {
    ...{ calls, blobs, versions },
    location: 'westeurope',
    refusal: undefined,
    replication: () => undefined,
    gallery: {
      findLocation: async () => azure.location,
      findApplication: async (name) => applications.get(name),
      writeApplication: async (name, body) => {
        calls.push(`application ${name}`);
        applications.set(name, body);
      },
      findVersion: async (_, version) => {
        const body = versions.get(version);
        if (!body) return undefined;
        looks += 1;
        const summary = (body.publishingProfile?.targetRegions ?? []).map(({ name }) => ({
          region: name,
          state: 'Completed',
        }));
        const replicationStatus = azure.replication(looks) ?? { aggregatedState: 'Completed', summary };
        return { ...body, provisioningState: body.provisioningState ?? 'Succeeded', replicationStatus };
      },
      writeVersion: async ({ version }, body) => {
        calls.push(`version ${version}`);
        versions.set(version, body);
        return { look: async () => undefined };
      },
    },
    store: {
      upload: async ({ blob, size }) => {
        if (blobs.has(blob)) return false;
        calls.push(`blob ${blob}`);
        blobs.set(blob, size);
        return true;
      },
      sign: async (blob) => `https://account.example/${blob}?sv=2020&sig=secret%2Fword`,
      tryLink: async (link) => {
        const size = blobs.get(new URL(link).pathname.slice(1));
        if (azure.refusal !== undefined || size === undefined) return { refused: azure.refusal ?? '404' };
        return { size };
      },
    },
  };
  return azure;
}
