/** A port on one side that leads to a host and port on the other. */
export interface Tunnel {
  readonly port: number;
  readonly host: string;
  readonly hostPort: number;
}

const form = /^(\d+):(.+):(\d+)$/;
const highestPort = 65_535;

/** `port:host:hostport`; an IPv6 address may stand in brackets. Undefined for anything else. */
export function parseTunnel(text: string): Tunnel | undefined {
  const [, port, host, hostPort] = form.exec(text) ?? [];
  const tunnel = {
    port: Number(port),
    host: host?.replace(/^\[(.*)\]$/, '$1') ?? '',
    hostPort: Number(hostPort),
  };
  const isRight = host && tunnel.port <= highestPort && tunnel.hostPort > 0 && tunnel.hostPort <= highestPort;
  return isRight ? tunnel : undefined;
}
