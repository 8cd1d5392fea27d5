import { Failure } from '@strata/diagnostics';
import { classifyAzure } from '../errors';
import type { AzureContext } from '../publish/context';
import { type FoundVersion, toFoundVersion } from '../publish/found-version';
import type { AzureDestination } from '../publish/settings';
import { callManager } from '../wait';

/** What something is done to. */
export interface VersionTarget {
  readonly destination: AzureDestination;
  readonly definition: string;
  /** As it was when that was decided. */
  readonly decided: FoundVersion;
}

/** What is not as it should be, for people; undefined when all is. */
export type Remainder = string | undefined;

/** A version as it is now, and how it got to its regions; undefined when it is gone. */
export async function readVersion(
  context: AzureContext,
  { destination: { resourceGroup, gallery }, definition, decided: { name } }: VersionTarget,
): Promise<FoundVersion | undefined> {
  const { galleryImageVersions } = context.session.compute();
  const call = { action: 'Reading the image version', what: `${definition} ${name}` };
  try {
    return toFoundVersion(
      await callManager(context, call, (options) =>
        galleryImageVersions.get(resourceGroup, gallery, definition, name, {
          ...options,
          expand: 'ReplicationStatus',
        }),
      ),
    );
  } catch (error) {
    if (classifyAzure(error instanceof Failure ? error.cause : error) === 'not-found') return undefined;
    throw error;
  }
}
