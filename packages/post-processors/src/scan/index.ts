export type { Finding, FindingLayer } from './finding';
export { getDay, isPolicyOptions, makePolicy, type PolicyOptions } from './make-policy';
export { isExpired, type Judged, type Policy } from './policy';
export { getKeptPolicy, judgeAgain, type KeptReport, readReport } from './read-report';
export { describeFinding, getNextStep } from './tell';
export { formatLayer } from './trace';
