export { checkGate } from './check-gate';
export type { GateExceptions, GateSubject } from './subject';
