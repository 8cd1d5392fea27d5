import type { ContainerClient } from '@azure/storage-blob';
import { Failure } from '@strata/diagnostics';
import { isMarkedBuild } from '@strata/sdk';
import { classifyAzure, hasAzureCode } from '../errors';
import { BUILD_METADATA } from '../resources/blob';
import { containerKind } from '../resources/container';
import { callStorage } from '../wait';
import type { AzureContext } from './context';
import type { Holdings } from './holdings';

interface ContainerPlace {
  readonly account: string;
  readonly container: ContainerClient;
  readonly holdings: Holdings;
}

/** Sees to it that a container is there, and that no sweep takes it away from under the disk that comes into it. */
export async function ensureContainer(context: AzureContext, place: ContainerPlace): Promise<void> {
  const { account, container, holdings } = place;
  const { containerName: what } = container;
  const metadata = await readMetadata(context, container);
  if (metadata === undefined) {
    await holdings.note(containerKind, { account, container: what });
    return make(context, place);
  }
  const { [BUILD_METADATA]: build = '', ...others } = metadata;
  if (!isMarkedBuild(build) || build === holdings.build) return;
  await callStorage(context, { action: 'Changing the container', what }, (options) =>
    container.setMetadata(others, options),
  );
}

function readMetadata(
  context: AzureContext,
  container: ContainerClient,
): Promise<Readonly<Record<string, string>> | undefined> {
  const call = { action: 'Looking at the container', what: container.containerName };
  return callStorage(context, call, async (options) => {
    try {
      return (await container.getProperties(options)).metadata ?? {};
    } catch (error) {
      if (classifyAzure(error) === 'not-found') return undefined;
      throw error;
    }
  });
}

const SECOND = 1_000;
/** A name is free again half a minute after its container was deleted, or later. */
const FREE_WITHIN = 300 * SECOND;
const PAUSE = 5 * SECOND;

async function make(context: AzureContext, { container, holdings }: ContainerPlace): Promise<void> {
  const { clock, signal } = context;
  const call = { action: 'Making the container', what: container.containerName };
  const metadata = { [BUILD_METADATA]: holdings.build };
  for (const begun = clock.now(); ; await clock.sleep(PAUSE, signal))
    try {
      await callStorage(context, call, (options) => container.createIfNotExists({ ...options, metadata }));
      return;
    } catch (error) {
      const isGoing = hasAzureCode(error instanceof Failure ? error.cause : error, 'ContainerBeingDeleted');
      if (!isGoing || clock.now() - begun > FREE_WITHIN) throw error;
    }
}
