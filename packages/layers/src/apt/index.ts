export { type AptFacts, formatAptFacts, hasAptFacts, parseAptFacts } from './lock/facts';
export type { BaseRequest } from './lock/resolve';
export { keepPackageCache } from './package-cache';
export { startAptProxy } from './proxy/server';
export type { AptProxy, ProxySession, SessionRequest } from './proxy/session';
export { type AptView, makeQuickPackages, prepareAptView, writeAptConfiguration } from './steps';
