import type { LayerContext } from '@strata/sdk';
import { findNamespace } from '../namespace';
import { openStore, type StoreRequest } from './open';
import type { Store } from './store';

/**
 * Opens the store of a workspace, and tells what it notes as warnings.
 *
 * @param known what the caller has found out already
 * @throws Failure as {@link openStore}
 */
export function openWorkspaceStore(
  { places, ports, reporter }: Pick<LayerContext, 'places' | 'ports' | 'reporter'>,
  known: Partial<Pick<StoreRequest, 'searchPath' | 'namespace' | 'untried'>> = {},
): Promise<Store> {
  const { searchPath = getToolPath(ports.environment.variables.PATH) } = known;
  return openStore({
    directory: places.store,
    namespace: () => findNamespace({ searchPath, directory: places.store }),
    onNote: ({ summary, detail }) => reporter.warn(`${summary}: ${detail}`),
    ...known,
    searchPath,
  });
}

/** Where tools are looked for. The `PATH` of ordinary users leaves out the folders in which Debian has mke2fs and others. */
export function getToolPath(path: string | undefined): string {
  return [path, '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(Boolean).join(':');
}
