export { formatDay, formatSpan } from './format-time';
export type { KeepAct, KeepDecision, KeepRules, KeptImage } from './image';
export { isDoubtful, type KeepFacts, planKeeping } from './plan';
