export { azuriteBlobs } from './blobs/azurite-blobs';
export type { Blobs } from './blobs/blobs';
export { tableBlobs } from './blobs/table-blobs';
export type { CallLog, LoggedCall } from './call-log';
export type { FakeCredential } from './entra/tokens';
export { type Fault, throttling } from './faults';
export type { Json, JsonObject } from './json';
export { seedStorageAccount } from './seed/seed-storage-account';
export { type FakeArm, type FakeArmOptions, startFakeArm } from './start';
