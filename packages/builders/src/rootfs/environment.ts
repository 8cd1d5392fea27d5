import { sourceDateEpoch } from '@strata/layers/sandbox';
import type { LayerContext } from '@strata/sdk';

/** Variables that say how this machine reaches the world; a step that may reach it gets them. */
const proxyVariables = [
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTPS_PROXY',
  'NO_PROXY',
  'all_proxy',
  'ALL_PROXY',
];

/** Environment of every command in a layer. Nothing of this machine's own gets in but the way to the network. */
export function getSandboxEnvironment(
  { ports }: LayerContext,
  { network }: { readonly network: boolean },
): Readonly<Record<string, string>> {
  const { variables } = ports.environment;
  const proxies = network
    ? proxyVariables.flatMap((name) => (variables[name] ? [[name, variables[name]] as const] : []))
    : [];
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
    LANG: 'C.UTF-8',
    // Nobody is there to answer questions of packages.
    DEBIAN_FRONTEND: 'noninteractive',
    SOURCE_DATE_EPOCH: String(sourceDateEpoch),
    ...Object.fromEntries(proxies),
  };
}
