export { type AwsKeeping, type AwsKeepOutcome, prepareKeeping } from './keep-images';
export { type KeepLog, openKeepLog } from './keep-log';
export type { LeftSnapshot } from './left-snapshots';
export type { AwsKeepRequest } from './request';
export { type DeprecateRequest, prepareDeprecation } from './versions/deprecate';
export { type PromoteRequest, preparePromotion } from './versions/promote';
export type { VersionChange } from './versions/version-change';
