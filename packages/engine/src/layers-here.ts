import type { ImageFacts, LayerBuilderDefinition, PartRegistry } from '@strata/sdk';
import type { RunContext } from './run-context';

/** True when every layer of an image is in the store, whole. Any builder of layers can tell: they share the store. */
export async function areLayersHere(run: RunContext, image: ImageFacts): Promise<boolean> {
  const definition = findLayerBuilder(run.registry);
  if (!definition) return false;
  const builder = await definition.load();
  const silent = { say() {}, warn() {}, output() {}, commandEnded() {}, progress() {} };
  const { ports, signal, scratch, places } = run;
  const context = {
    ports,
    signal,
    scratch,
    places,
    reporter: silent,
    baseDirectory: run.workspace.root,
    buildId: run.runId,
  };
  return (await builder.check(context, image.layers)).every(Boolean);
}

/** Asks no further than to the first: definitions may be loaded as they are walked over. */
function findLayerBuilder({ builders }: PartRegistry): LayerBuilderDefinition | undefined {
  for (const definition of builders.values()) if (definition.builds === 'layers') return definition;
  return undefined;
}
