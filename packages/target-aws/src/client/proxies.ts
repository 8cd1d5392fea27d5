import { Failure } from '@strata/diagnostics';
import type { ProxySettings } from '@strata/sdk/proxies';
import { problem } from '../codes';
import { loadProxies } from './load-sdk';
import type { Variables } from './variables';

/** Hosts that are never reached by a proxy. Source: Go's package golang.org/x/net/http/httpproxy, by which Packer asks AWS. */
const OWN_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The machine's way to AWS: `HTTPS_PROXY`, `HTTP_PROXY` for endpoints without TLS, `NO_PROXY`, in capitals or not.
 *
 * @throws Failure when one that is set is no address of a proxy
 */
export function getProxies(variables: Variables): ProxySettings {
  const { findBadProxies, getProxySettings } = loadProxies();
  // What a web server runs has a request's header `Proxy:` there.
  const capital = variables['REQUEST_METHOD'] === undefined ? variables['HTTP_PROXY'] : undefined;
  const settings = getProxySettings({ ...variables, http_proxy: variables['http_proxy'] || capital });
  const bad = findBadProxies(settings);
  if (bad.length === 0) return { ...settings, direct: [...settings.direct, ...OWN_HOSTS] };
  throw new Failure(
    bad.map((protocol) =>
      problem('AWS032', {
        detail: `The variable for the proxy of ${protocol} (${protocol.toUpperCase()}_PROXY or ALL_PROXY) holds no address of an HTTP proxy.`,
        hint: 'Write http://HOST:PORT, with http://NAME:PASSWORD@HOST:PORT for one that asks; SOCKS is not spoken.',
      }),
    ),
  );
}
