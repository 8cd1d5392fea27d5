export { openDiskShelf } from './disk-shelf';
export { type KeepLog, openKeepLog } from './keep-log';
export { type AzureKeeping, type AzureKeepOutcome, prepareKeeping } from './keep-versions';
export type { AzureKeepRequest } from './request';
