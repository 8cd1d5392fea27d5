import type { ImageFacts } from '@strata/sdk';
import type { RunContext } from './run-context';

/** True when every layer of an image is in the store, whole. Any builder of layers can tell: they share the store. */
export async function areLayersHere(run: RunContext, image: ImageFacts): Promise<boolean> {
  const definition = [...run.registry.builders.values()].find(({ builds }) => builds === 'layers');
  if (definition?.builds !== 'layers') return false;
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
