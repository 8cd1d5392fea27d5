export { checkGate } from './check-gate';
export type { GateExceptions, GateSubject, GateWishes } from './subject';
