export { type Downloads, openDownloads } from './downloads';
export { getProxySettings, type ProxySettings } from './proxy-settings';
export { createTransport, type Transport } from './transport';
