import { makeUserData } from '../seed';
import type { MakeCloud } from './cloud';
import { makeMachineId } from './machine-id';
import { MAC, makeNetwork } from './network';
import { makeSmbios } from './smbios';

const NETWORK = '169.254.0.0/16';
const SERVICE = '169.254.169.254';
/** What QEMU gives the first machine of that network. */
const ADDRESS = '169.254.2.15';

/** How programs tell EC2: the maker, and an id that is the serial number, too, and begins with this. */
const MAKER = 'Amazon EC2';
const ID_START = 'ec2';

/**
 * As on a machine of EC2's Nitro system: NVMe, DMI that says so, and the second version of its metadata service, from
 * which the user and the key come. Its network card (ENA) is not to be had.
 */
export const makeEc2: MakeCloud = ({ host, publicKey }) => {
  const uuid = makeMachineId(host, ID_START);
  const facts = { host, publicKey, userData: makeUserData(publicKey), address: ADDRESS, mac: MAC };
  return {
    disk_interface: 'nvme',
    qemuargs: [
      makeSmbios(0, { vendor: MAKER, version: '1.0' }),
      makeSmbios(1, { manufacturer: MAKER, product: 't3.small', serial: uuid, uuid }),
      makeSmbios(2, { manufacturer: MAKER }),
      makeSmbios(3, { manufacturer: MAKER, asset: MAKER }),
      makeNetwork(
        { range: NETWORK, services: [SERVICE] },
        { cloud: 'ec2', facts: { ...facts, network: NETWORK } },
      ),
    ],
  };
};
