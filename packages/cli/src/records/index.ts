import type { Files } from '@strata/sdk';
import type { RecordPaths, Records } from './records';

export type { RecordPaths, Records } from './records';

/**
 * Begins to write down a run. Most runs are written down nowhere: the modules are loaded with the first call.
 *
 * @throws Failure when the event file cannot be made
 */
export function openRecords(files: Pick<Files, 'write'>, paths: RecordPaths): Records {
  return (require('./records') as typeof import('./records')).openRecords(files, paths);
}
