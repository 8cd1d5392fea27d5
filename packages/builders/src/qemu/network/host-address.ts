import { networkInterfaces } from 'node:os';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { QemuOptions } from '../schema';

/** This machine, as one on QEMU's own network sees it. Source: QEMU's documentation, "Network emulation". */
const USER_NETWORK_HOST = '10.0.2.2';
const LOOPBACK = '127.0.0.1';

/** Where the machine finds this one. @throws Failure when the bridge has no address */
export function getHostAddress({ net_bridge: bridge }: QemuOptions): string {
  return bridge ? getInterfaceAddress(bridge, 'net_bridge') : USER_NETWORK_HOST;
}

/** Where the HTTP server listens. */
export function getHttpAddress(options: QemuOptions): string {
  if (options.http_bind_address) return options.http_bind_address;
  if (options.http_interface) return getInterfaceAddress(options.http_interface, 'http_interface');
  return options.net_bridge ? getHostAddress(options) : LOOPBACK;
}

function getInterfaceAddress(name: string, field: string): string {
  const all = networkInterfaces();
  const found = all[name]?.find(({ family }) => family === 'IPv4')?.address;
  if (found !== undefined) return found;
  throw new Failure(
    problem('BLD023', {
      detail: `${field} = "${name}" has no IPv4 address on this machine, or is not there.`,
      hint: `There are: ${Object.keys(all).join(', ')}.`,
    }),
  );
}
