export type { CallLog, LoggedCall } from './call-log';
export type { FakeCredential } from './entra/tokens';
export { type Fault, throttling } from './faults';
export type { Json, JsonObject } from './json';
export { type FakeArm, type FakeArmOptions, startFakeArm } from './start';
