import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type AptView,
  hasAptFacts,
  makeQuickPackages,
  parseAptFacts,
  prepareAptView,
  writeAptConfiguration,
} from '@strata/layers/apt';
import type { LayerContext, OpenRequest } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import type { Workshop } from './workshop';

/** What steps see of apt. Undefined on bases whose indexes nobody has locked. */
export async function getAptView(
  workshop: Workshop,
  context: LayerContext,
  request: OpenRequest,
): Promise<AptView | undefined> {
  const [bottom] = request.layers;
  if (!bottom || !hasAptFacts(request.base)) return undefined;
  const key = createHash('sha256')
    .update(JSON.stringify([bottom.diffId, request.base]))
    .digest('hex');
  const known = workshop.aptViews.get(key);
  if (known) return known;
  const view = prepare(workshop, context, request, bottom.diffId);
  keepWhenWhole(workshop, { key, view, bottom: bottom.diffId }).catch(() => undefined);
  return view;
}

/** Prepared once for each base; but what was read in a layer that turns out to be damaged serves nobody else. */
async function keepWhenWhole(
  { store, aptViews }: Workshop,
  { key, view, bottom }: { readonly key: string; readonly view: Promise<AptView>; readonly bottom: string },
): Promise<void> {
  const [prepared, whole] = await Promise.all([view, store.areWhole([bottom])]);
  if (whole) aptViews.set(key, prepared);
}

async function prepare(
  { downloads, searchPath, store }: Workshop,
  { ports, reporter, signal }: LayerContext,
  { base }: OpenRequest,
  bottom: string,
): Promise<AptView> {
  const folder = join(store.directory, store.shortName(bottom));
  const startActivity = createActivities(reporter, ports.clock);
  return prepareAptView({ downloads, searchPath, signal, startActivity }, parseAptFacts(base), folder);
}

/** Access to the caching proxy for one layer. */
export interface AptAccess {
  /** Makes apt in the sandbox use it. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/** @param shared the folder that the sandbox shows at /run/strata */
export async function openAptAccess(
  workshop: Workshop,
  { ports, reporter }: LayerContext,
  { view, shared }: { readonly view: AptView | undefined; readonly shared: string },
): Promise<AptAccess> {
  const proxy = await workshop.getProxy();
  const session = proxy.open({
    archives: view?.archives ?? [],
    onProblem: ({ summary, detail }) => reporter.warn(`${summary}: ${detail}`),
    quickPackages: await makeQuickPackages(shared),
    startActivity: createActivities(reporter, ports.clock),
  });
  const env = await writeAptConfiguration(shared, {
    proxy: session.url,
    httpsProxy: workshop.proxies.https,
  });
  return { env, close: session.close };
}
