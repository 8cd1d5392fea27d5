export { createProxiedAgent } from './proxied-agent';
export { findBadProxies, getProxyFor, getProxySettings, type ProxySettings } from './proxy-settings';
export { connectThrough, getAuthorization } from './tunnel';
