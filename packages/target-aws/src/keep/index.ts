export { type AwsKeeping, type AwsKeepOutcome, prepareKeeping } from './keep-images';
export { type KeepLog, openKeepLog } from './keep-log';
export type { LeftSnapshot } from './left-snapshots';
export type { AwsKeepRequest } from './request';
