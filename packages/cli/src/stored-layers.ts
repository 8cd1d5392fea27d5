import type { LayeredBuildPlan } from '@strata/plan';
import type { LayerContext, LayerRecord } from '@strata/sdk';

/** For the base and each layer of a build: what is stored under its key. */
export async function findStoredLayers(
  build: LayeredBuildPlan,
  context: LayerContext,
): Promise<readonly (readonly LayerRecord[] | undefined)[]> {
  const builder = await build.builder.load();
  const base =
    build.base.kind === 'image' ? build.base.image.layers : await builder.find(context, build.base.key);
  const layers = await Promise.all(build.layers.map(({ key }) => builder.find(context, key)));
  return [base, ...layers];
}
