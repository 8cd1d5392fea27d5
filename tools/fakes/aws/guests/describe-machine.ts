import type { Service } from '../../../../packages/cli/src/guest/metadata/answer';
import { serveEc2Documents } from '../../../../packages/cli/src/guest/metadata/ec2';
import type { MachineWish } from '../../guests/machine-wish';
import type { GuestFacts, GuestRequest } from './guests';
import { makeDocuments } from './metadata/documents';

const MAKER = 'Amazon EC2';
const SERVICE = '169.254.169.254';
/** What QEMU gives the first machine of the network in which the service is. */
const GUEST_ADDRESS = '169.254.2.15';

/** A machine like one of EC2's Nitro system: NVMe, DMI that says so, and its metadata service. */
export function describeMachine({ facts, ...request }: GuestRequest): MachineWish {
  return {
    name: facts.instanceId,
    mac: facts.mac,
    memory: request.memory,
    firmware: request.firmware,
    smbios: makeSmbios(facts),
    network: { range: '169.254.0.0/16', services: [SERVICE] },
    service: makeService(facts),
    controllers: [],
    disks: request.disks,
    // NVMe gives the id of a volume as its serial number, without the hyphen.
    getDevice: ({ id }) => `nvme,serial=${id.replace('-', '')}`,
    isPortOpen: request.isPortOpen,
  };
}

/** One that is switched off answers, and tells nothing. */
function makeService(facts: GuestFacts): Service {
  if (!facts.hasMetadata) return () => ({ status: 403, text: 'Forbidden' });
  return serveEc2Documents(makeDocuments(facts, GUEST_ADDRESS), Date.now);
}

/** Programs tell EC2 by the maker, and by an id that is the serial number too and begins with `ec2`. */
function makeSmbios({ instanceId, instanceType }: GuestFacts): readonly string[] {
  const digits = `ec2${instanceId.slice('i-'.length)}`.padEnd(32, '0').slice(0, 32);
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
  return [
    `type=0,vendor=${MAKER},version=1.0`,
    `type=1,manufacturer=${MAKER},product=${instanceType},serial=${id},uuid=${id}`,
    `type=2,manufacturer=${MAKER},asset=${instanceId}`,
    `type=3,manufacturer=${MAKER},asset=${MAKER}`,
  ];
}
