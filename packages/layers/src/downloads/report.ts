import type { Activity, StartActivity } from '@strata/sdk';
import type { Downloads } from './downloads';
import type { Watcher } from './transfer';
import type { Wanted } from './wanted';

/** Downloads, and somebody who may want to know how far they are. */
export interface ReportedDownloads {
  readonly downloads: Pick<Downloads, 'fetch'>;
  readonly startActivity?: StartActivity | undefined;
}

/** As `fetch`, reported as a piece of work of its own. `item`: what people know the file by. */
export async function fetchReported(
  { downloads, startActivity }: ReportedDownloads,
  wanted: Wanted,
  item: string,
): Promise<string> {
  using activity = startActivity?.({ label: 'downloading', unit: 'bytes', total: wanted.size, item });
  return await downloads.fetch(wanted, activity && createWatcher(activity));
}

/** Hands on what comes, and the total once a server has told it. */
export function createWatcher(activity: Activity): Watcher {
  let known: number | undefined;
  return (bytes, total) => {
    if (total !== known) activity.set({ total });
    known = total;
    activity.add(bytes);
  };
}
