export type { Finding, FindingLayer } from './finding';
export { isExpired, type Judged } from './policy';
export { judgeAgain, type KeptReport, readReport } from './read-report';
export { describeFinding, getNextStep } from './tell';
export { formatLayer } from './trace';
