import { Agent, type AgentOptions } from 'node:https';
import { getProxyFor, type ProxySettings } from './proxy-settings';
import { connectThrough } from './tunnel';

/** What an agent of Node's is asked for when it makes a connection. */
type Connect = Agent['createConnection'];

/**
 * An agent for https whose connections go through the machine's proxies, and are kept and counted as any others.
 *
 * @param limit milliseconds in which a proxy has to answer
 */
export function createProxiedAgent(options: AgentOptions, settings: ProxySettings, limit?: number): Agent {
  const agent = new Agent(options);
  const connectDirectly: Connect = agent.createConnection.bind(agent);
  const connect: Connect = (wanted, done) => {
    const { host, port, path: _, ...tls } = wanted;
    const target = new URL(`https://${formatHost(String(host))}:${port ?? ''}`);
    const proxy = getProxyFor(target, settings);
    if (!proxy || !done) return connectDirectly(wanted, done);
    return connectThrough(proxy, target, { tls, limit })(wanted, done);
  };
  return Object.assign(agent, { createConnection: connect });
}

/** Addresses of IPv6 stand in brackets where a port follows. */
function formatHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
