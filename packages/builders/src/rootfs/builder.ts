import type { LayerBuilder } from '@strata/sdk';
import type { Connect } from './link';
import { openLayer } from './open-layer';
import type { RootfsSchema } from './schema';
import { createWorkshops } from './workshop';

/** Bases are loaded when one is made: finding stored layers needs nothing of theirs. */
const loadBase = () => require('./base') as typeof import('./base');

/** The work behind the definition. One builder serves all images of a process, and shares what they can share. */
export function createRootfsBuilder({ connect }: { readonly connect: Connect }): LayerBuilder<RootfsSchema> {
  const getWorkshop = createWorkshops();
  return {
    resolve: async (context, options) => loadBase().resolveBase(await getWorkshop(context), context, options),
    isAvailable: async (context, options, facts) =>
      loadBase().isAvailable(await getWorkshop(context), { context, options, facts }),
    makeBase: async (context, options, facts) =>
      loadBase().makeBase(await getWorkshop(context), { context, options, facts }),
    find: async (context, key) => (await getWorkshop(context)).store.find(key),
    remember: async (context, key, layers) => (await getWorkshop(context)).store.remember(key, layers),
    check: async (context, layers) => (await getWorkshop(context)).store.check(layers),
    hold: async (context, key) => {
      const { store } = await getWorkshop(context);
      return store.hold(key, { signal: context.signal });
    },
    open: async (context, request) => openLayer(await getWorkshop(context), { context, request, connect }),
  };
}
