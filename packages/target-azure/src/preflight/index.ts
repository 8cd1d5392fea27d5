export { findSubscription } from '../client/find-subscription';
export * from '../policy';
export type { PublicationSubject } from './check-publication';
export type { Finding } from './finding';
export { preflightBuild, preflightPublication } from './preflight';
export type { BuildSubject } from './scene';
