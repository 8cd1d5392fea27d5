export type { Action, ActionTable, Call } from './action';
export type { CallLog, LoggedCall } from './call-log';
export type { Fault, Faults } from './faults';
export { type FakeAws, type FakeAwsOptions, startFakeAws } from './start';
export type { Cloud } from './state/cloud';
export type { Region } from './state/region';
