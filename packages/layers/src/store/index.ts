export type { HoldOptions } from './claim';
export { type CleanRule, cleanRules } from './clean-rules';
export type { CommitOptions } from './commit';
export type { Draft } from './draft';
export { openStore, type StoreRequest } from './open';
export type { Store } from './store';
