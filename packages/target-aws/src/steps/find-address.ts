import type { Instance } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Work } from '../machine/work';
import type { Machine } from './run-instance';
import { lookAgain } from './wait-for-instance';

const LOOKS = 3;
const PAUSE = 1_000;

export interface FoundAddress {
  readonly host: string;
  /** Whether only neighbours can reach it, which nobody asked for. */
  readonly isUnexpectedlyPrivate: boolean;
}

/** Where the machine answers. Source: Packer's documentation, `ssh_interface`. */
export async function findAddress(work: Work, machine: Machine): Promise<FoundAddress | undefined> {
  const { context, options } = work;
  const given = options.communicator === 'winrm' ? options.winrm_host : options.ssh_host;
  if (options.communicator === 'none') return undefined;
  if (given) return { host: given, isUnexpectedlyPrivate: false };
  let now = machine;
  for (let look = 1; ; look += 1) {
    const isLast = look > LOOKS;
    const found = getAddress(now, options.ssh_interface ?? '', isLast);
    if (found) return found;
    if (isLast) throw fail(work, machine);
    await context.ports.clock.sleep(PAUSE, context.signal);
    now = await lookAgain(work, machine);
  }
}

const READERS: Readonly<Record<string, (instance: Instance) => string | undefined>> = {
  public_ip: ({ PublicIpAddress: address }) => address,
  private_ip: ({ PrivateIpAddress: address }) => address,
  public_dns: ({ PublicDnsName: name }) => name,
  private_dns: ({ PrivateDnsName: name }) => name,
  ipv6: ({ Ipv6Address: address, NetworkInterfaces = [] }) =>
    address ?? NetworkInterfaces.flatMap(({ Ipv6Addresses = [] }) => Ipv6Addresses)[0]?.Ipv6Address,
};

/** A public address may come later than the machine; only when it does not is the private one taken. */
function getAddress(instance: Instance, wanted: string, isLast: boolean): FoundAddress | undefined {
  const read = READERS[wanted];
  if (read) {
    const host = read(instance);
    return host ? { host, isUnexpectedlyPrivate: false } : undefined;
  }
  if (instance.PublicIpAddress) return { host: instance.PublicIpAddress, isUnexpectedlyPrivate: false };
  const host = instance.PrivateIpAddress;
  return isLast && host ? { host, isUnexpectedlyPrivate: true } : undefined;
}

function fail({ options, region }: Work, { InstanceId: id }: Machine): Failure {
  const wanted = options.ssh_interface || 'public or private';
  return new Failure(
    problem('AWS056', {
      detail: `Couldn't determine address for instance ${id} in ${region}: it has no ${wanted} address.`,
      hint: 'Write associate_public_ip_address = true, take a subnet that gives such addresses, or another ssh_interface.',
    }),
  );
}
