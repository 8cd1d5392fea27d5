import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Ports } from '@strata/sdk';
import { formatView, parseView, type RegionView, type SharedViews } from '@strata/target-aws/publish';

/** Numbers of the processes of Nx that a task runs in; the last one is of this run alone. */
const RUN = 'NX_INVOCATION_ANCESTOR_PIDS';

/** Milliseconds. Nobody may take what is older for a run that has the same number by chance. */
const oldest = 30 * 60_000;

export interface SharedViewsContext {
  readonly ports: Pick<Ports, 'files' | 'clock' | 'environment'>;
  readonly signal: AbortSignal;
  /** Folder of the views, absolute. */
  readonly folder: string;
  /** What else decides what is seen: the login, names of channels. */
  readonly about: readonly unknown[];
}

/**
 * Under Nx each image is published by a process of its own. What the first one looks up is left for the others, for this run
 * of Nx and nobody else; undefined outside Nx, and in versions of it that do not tell their runs apart.
 */
export function openSharedViews({
  ports,
  signal,
  folder,
  about,
}: SharedViewsContext): SharedViews | undefined {
  const { files, clock, environment } = ports;
  const {
    [RUN]: run,
    AWS_PROFILE: profile,
    AWS_ACCESS_KEY_ID: key,
    AWS_ENDPOINT_URL: endpoint,
  } = environment.variables;
  if (!run) return undefined;
  const name = createHash('sha256')
    .update(JSON.stringify([run, profile, key, endpoint, about]))
    .digest('hex')
    .slice(0, nameLength);
  const getPath = (region: string) => join(folder, `${region}.${name}.json`);
  const read = async (path: string): Promise<RegionView | undefined> => {
    const { at, view } = await readLeft(files, path);
    return clock.now() - at > oldest ? undefined : parseView(view);
  };
  return {
    find: async (region, look) => {
      const path = getPath(region);
      // The first one looks, and the others wait for it.
      await using _ = await files.hold(path, signal);
      const known = await read(path);
      if (known) return known;
      const view = await look();
      await removeOld(files, folder, clock.now());
      await files.write(path, JSON.stringify({ at: clock.now(), view: formatView(view) }), ownerOnly);
      return view;
    },
    remove: (region) => files.remove(getPath(region)),
  };
}

const nameLength = 16;
const ownerOnly = 0o600;

type ViewFiles = SharedViewsContext['ports']['files'];

/** Views of runs that are over. */
async function removeOld(files: ViewFiles, folder: string, now: number): Promise<void> {
  if (!(await files.stat(folder))) return;
  for (const name of await files.list(folder)) {
    const path = join(folder, name);
    if (name.endsWith('.json') && now - (await readLeft(files, path)).at > oldest) await files.remove(path);
  }
}

/** What another process left, and when, in milliseconds since the epoch; from the beginning of time when it cannot be read. */
async function readLeft(
  files: ViewFiles,
  path: string,
): Promise<{ readonly at: number; readonly view: string }> {
  try {
    const { at, view } = Object(JSON.parse(await files.readText(path)));
    return { at: Number(at), view: String(view) };
  } catch {
    return { at: 0, view: '' };
  }
}
