export { getProxySettings, type ProxySettings } from '@strata/sdk/proxies';
export { type Downloads, openDownloads } from './downloads';
export { createTransport, type Transport } from './transport';
