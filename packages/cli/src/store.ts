import { findNamespace } from '@strata/layers/namespace';
import { openStore, type Store } from '@strata/layers/store';
import type { LayerContext } from '@strata/sdk';

/** The layer store itself, for commands that are about it and not about a build. */
export function openWorkspaceStore({ places, ports, reporter }: LayerContext): Promise<Store> {
  const searchPath = ports.environment.variables.PATH ?? '';
  return openStore({
    directory: places.store,
    searchPath,
    namespace: () => findNamespace({ searchPath, directory: places.store }),
    onNote: ({ summary, detail }) => reporter.warn(`${summary}: ${detail}`),
  });
}
