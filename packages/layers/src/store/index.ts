export type { Collected, CollectRequest } from './collect';
export type { CommitOptions } from './commit';
export type { Draft } from './draft';
export { openStore, type StoreRequest } from './open';
export type { Store } from './store';
export type { Verified } from './verify';
export { openWorkspaceStore } from './workspace-store';
