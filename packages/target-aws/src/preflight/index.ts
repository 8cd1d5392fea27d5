export * from '../policy';
export type { Finding } from './finding';
export { preflightBuild, preflightPublication } from './preflight';
export type { BuildSubject } from './scene';
