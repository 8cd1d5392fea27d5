import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BaseContext,
  formatAptFacts,
  isArchiveAvailable,
  isBootstrapAvailable,
  makeArchive,
  makeBootstrap,
  parseAptFacts,
  parseArchiveFacts,
  resolveArchive,
  resolveBootstrap,
} from '@strata/layers';
import type { BaseFacts, LayerContext, LayerRecord } from '@strata/sdk';
import { normalizeBootstrap } from './foundation';
import type { ArchiveOptions, RootfsOptions } from './schema';
import type { Workshop } from './workshop';

/** A base that was resolved. */
export interface BaseWork {
  readonly context: LayerContext;
  readonly options: RootfsOptions;
  readonly facts: BaseFacts;
}

/** Looks up what the base would consist of today. */
export function resolveBase(
  workshop: Workshop,
  context: LayerContext,
  options: RootfsOptions,
): Promise<BaseFacts> {
  return withContext(workshop, context, async (base) => {
    const { bootstrap, archive } = options;
    if (bootstrap) return formatAptFacts(await resolveBootstrap(base, normalizeBootstrap(bootstrap)));
    if (archive) return { ...(await resolveArchive(base, getArchive(archive, context))) };
    throw new Error('a base is of one of three kinds');
  });
}

/** Whether what the facts name can still be had. */
export function isAvailable(workshop: Workshop, { context, options, facts }: BaseWork): Promise<boolean> {
  return withContext(workshop, context, async (base) => {
    const { bootstrap, archive } = options;
    if (bootstrap) return isBootstrapAvailable(base, normalizeBootstrap(bootstrap), parseAptFacts(facts));
    if (archive) return isArchiveAvailable(base, getArchive(archive, context), parseArchiveFacts(facts));
    throw new Error('a base is of one of three kinds');
  });
}

/** Makes the base's layers. */
export function makeBase(
  workshop: Workshop,
  { context, options, facts }: BaseWork,
): Promise<readonly LayerRecord[]> {
  return withContext(workshop, context, async (base) => {
    const { bootstrap, archive } = options;
    const { store } = workshop;
    if (bootstrap) {
      const [namespace, proxy] = await Promise.all([workshop.getNamespace(), workshop.getProxy()]);
      const tools = { ...base, store, namespace, proxy, buildId: context.buildId };
      return [await makeBootstrap(tools, normalizeBootstrap(bootstrap), parseAptFacts(facts))];
    }
    if (archive)
      return [await makeArchive({ ...base, store }, getArchive(archive, context), parseArchiveFacts(facts))];
    throw new Error('a base is of one of three kinds');
  });
}

/** Gives the work a folder of its own, for as long as it lasts. */
async function withContext<T>(
  { downloads, searchPath }: Workshop,
  { scratch, signal, reporter }: LayerContext,
  run: (context: BaseContext) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(scratch, 'base-'));
  try {
    return await run({
      downloads,
      searchPath,
      signal,
      scratch: folder,
      say: (message) => reporter.say(message),
      warn: ({ summary, detail }) => reporter.warn(`${summary}: ${detail}`),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function getArchive(options: ArchiveOptions, { baseDirectory }: LayerContext) {
  return { source: options.source ?? options.url ?? '', checksum: options.checksum, baseDirectory };
}
