import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BaseContext,
  formatAptFacts,
  isArchiveAvailable,
  isBootstrapAvailable,
  isOciAvailable,
  makeArchive,
  makeBootstrap,
  makeOci,
  parseAptFacts,
  parseArchiveFacts,
  parseOciFacts,
  resolveArchive,
  resolveBootstrap,
  resolveOci,
} from '@strata/layers';
import type { BaseFacts, LayerContext, LayerRecord } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { normalizeBootstrap } from './foundation';
import type { ArchiveOptions, BootstrapOptions, OciOptions, RootfsOptions } from './schema';
import type { Workshop } from './workshop';

/** A base that was resolved. */
export interface BaseWork {
  readonly context: LayerContext;
  readonly options: RootfsOptions;
  readonly facts: BaseFacts;
}

/** The three kinds of base behind one face. */
interface BaseKind {
  resolve(): Promise<BaseFacts>;
  isAvailable(facts: BaseFacts): Promise<boolean>;
  make(facts: BaseFacts): Promise<readonly LayerRecord[]>;
}

/** Looks up what the base would consist of today. */
export function resolveBase(
  workshop: Workshop,
  context: LayerContext,
  options: RootfsOptions,
): Promise<BaseFacts> {
  return withKind(workshop, { context, options }, (kind) => kind.resolve());
}

/** Whether what the facts name can still be had. */
export function isAvailable(workshop: Workshop, work: BaseWork): Promise<boolean> {
  return withKind(workshop, work, (kind) => kind.isAvailable(work.facts));
}

/** Makes the base's layers. */
export function makeBase(workshop: Workshop, work: BaseWork): Promise<readonly LayerRecord[]> {
  return withKind(workshop, work, (kind) => kind.make(work.facts));
}

function withKind<T>(
  workshop: Workshop,
  { context, options }: Omit<BaseWork, 'facts'>,
  run: (kind: BaseKind) => Promise<T>,
): Promise<T> {
  return withContext(workshop, context, (base) => {
    const { bootstrap, archive, oci } = options;
    if (bootstrap) return run(createBootstrap(workshop, { ...base, buildId: context.buildId }, bootstrap));
    if (archive)
      return run(createArchive(workshop, base, { ...archive, baseDirectory: context.baseDirectory }));
    if (oci) return run(createOci(workshop, base, { ...oci, baseDirectory: context.baseDirectory }));
    throw new Error('the rules of the schema let no other base through');
  });
}

function createBootstrap(
  workshop: Workshop,
  base: BaseContext & { readonly buildId: string },
  options: BootstrapOptions,
): BaseKind {
  const request = normalizeBootstrap(options);
  return {
    resolve: async () => formatAptFacts(await resolveBootstrap(base, request)),
    isAvailable: (facts) => isBootstrapAvailable(base, request, parseAptFacts(facts)),
    make: async (facts) => {
      const { store } = workshop;
      const [namespace, proxy] = await Promise.all([workshop.getNamespace(), workshop.getProxy()]);
      return [await makeBootstrap({ ...base, store, namespace, proxy }, request, parseAptFacts(facts))];
    },
  };
}

type InDirectory<T> = T & { readonly baseDirectory: string };

function createArchive(
  { store }: Workshop,
  base: BaseContext,
  { source, url, checksum, baseDirectory }: InDirectory<ArchiveOptions>,
): BaseKind {
  const request = { source: source ?? url ?? '', checksum, baseDirectory };
  return {
    resolve: async () => ({ ...(await resolveArchive(base, request)) }),
    isAvailable: (facts) => isArchiveAvailable(base, request, parseArchiveFacts(facts)),
    make: async (facts) => [await makeArchive({ ...base, store }, request, parseArchiveFacts(facts))],
  };
}

function createOci(
  { store }: Workshop,
  base: BaseContext,
  { image, layout, baseDirectory }: InDirectory<OciOptions>,
): BaseKind {
  const request = image === undefined ? { layout: layout ?? '', baseDirectory } : { image };
  const context = { ...base, store };
  return {
    resolve: async () => ({ ...(await resolveOci(context, request)) }),
    isAvailable: (facts) => isOciAvailable(context, request, parseOciFacts(facts)),
    make: (facts) => makeOci(context, request, parseOciFacts(facts)),
  };
}

/** Gives the work a folder of its own, for as long as it lasts. */
async function withContext<T>(
  { downloads, searchPath }: Workshop,
  { ports, scratch, signal, reporter }: LayerContext,
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
      startActivity: createActivities(reporter, ports.clock),
      warn: ({ summary, detail }) => reporter.warn(`${summary}: ${detail}`),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
