import type { GuestFirmware } from '../firmware';
import { makeAzure } from './azure';
import type { Cloud, GuestIdentity, MachineFields, MakeCloud } from './cloud';
import { makeEc2 } from './ec2';
import { makeNoCloud } from './nocloud';

export { CLOUDS, type Cloud, type GuestIdentity, type MachineFields } from './cloud';
export { isolate } from './isolate';

const makers: Readonly<Record<Cloud, MakeCloud>> = { nocloud: makeNoCloud, ec2: makeEc2, azure: makeAzure };

export function makeCloud(cloud: Cloud, identity: GuestIdentity, firmware: GuestFirmware): MachineFields {
  return makers[cloud](identity, firmware);
}
