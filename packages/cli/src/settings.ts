import { join, resolve } from 'node:path';
import type { Environment, Places } from '@strata/sdk';

/** Folder of the workspace in which Strata keeps what it makes. Not for version control. */
export const STATE_FOLDER = '.strata';

/** Where layers and downloads are kept: `STRATA_STORE`, `STRATA_DOWNLOADS`, else the workspace and the user's cache. */
export function getPlaces(workspaceRoot: string, { variables, home }: Environment): Places {
  const cache = variables['XDG_CACHE_HOME'] || join(home, '.cache');
  return {
    store: resolve(workspaceRoot, variables['STRATA_STORE'] || join(STATE_FOLDER, 'store')),
    downloads: resolve(workspaceRoot, variables['STRATA_DOWNLOADS'] || join(cache, 'strata', 'downloads')),
  };
}
