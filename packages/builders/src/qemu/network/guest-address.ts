import { readFile } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import type { MachineContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { Qmp } from '../process/qmp';
import type { QemuOptions } from '../schema';

const BETWEEN_LOOKS = 1_000;
const USUAL_PATIENCE = 300_000;
/** The kernel knows the address. Source: Linux, include/uapi/linux/if_arp.h. */
const COMPLETE = 0x02;

/** Waits until the kernel of this machine has met the machine on the bridge, and gives its address. */
export async function waitForGuestAddress(
  { ports, reporter, signal }: Pick<MachineContext, 'ports' | 'reporter' | 'signal'>,
  options: QemuOptions,
  qmp: Qmp,
): Promise<string> {
  const bridge = options.net_bridge ?? '';
  reporter.say(`Waiting for the guest address to become available in the ${bridge} network bridge...`);
  const patience = options.ssh_timeout || USUAL_PATIENCE;
  const end = ports.clock.now() + patience;
  while (ports.clock.now() < end) {
    const addresses = findAddresses(await readFile('/proc/net/arp', 'utf8'), bridge);
    const mac = await getMac(qmp);
    const found = mac && addresses.get(mac);
    if (found) return found;
    await ports.clock.sleep(BETWEEN_LOOKS, signal);
  }
  throw new Failure(
    problem('BLD020', {
      detail: `The machine did not show itself on the bridge ${bridge} within ${patience / 1_000} s.`,
      hint: 'See that something gives addresses there (DHCP), or set ssh_host.',
    }),
  );
}

/** Addresses by MAC, out of Linux' table. */
export function findAddresses(table: string, bridge: string): ReadonlyMap<string, string> {
  const rows = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/u));
  const known = rows.filter(([, , flags = '0', , , device]) => device === bridge && Number(flags) & COMPLETE);
  return new Map(known.map(([address = '', , , mac = '']) => [mac.toLowerCase(), address]));
}

async function getMac(qmp: Qmp): Promise<string | undefined> {
  const filters = (await qmp.execute('query-rx-filter')) as readonly { readonly 'main-mac'?: string }[];
  return filters[0]?.['main-mac']?.toLowerCase();
}
