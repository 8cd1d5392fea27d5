import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsSession } from '../client';
import type { OpenedFake } from './open-fake';

/** A machine of an image, as somebody who uses it starts one. */
export interface LaunchedAmi {
  readonly id: string;
  /** Of its ports, each where this machine reaches it: `127.1.2.3:8080`. */
  getAddress(port: number): string;
  readConsole(): Promise<string>;
  terminate(): Promise<void>;
}

export interface LaunchOptions {
  readonly region: string;
  readonly imageId: string;
  /** TCP ports at which everybody is let in. */
  readonly ports: readonly number[];
}

/** Milliseconds. */
const SECOND = 1_000;
const LOOKS = 300;

/** Starts a machine in a group of its own, which goes with it. The fake has to have been opened with guests. */
export async function launchAmi(
  { fake }: Pick<OpenedFake, 'fake'>,
  session: AwsSession,
  { region, imageId, ports }: LaunchOptions,
): Promise<LaunchedAmi> {
  const ec2 = session.ec2(region);
  const { GroupId = '' } = await ec2.createSecurityGroup({
    GroupName: `users-of-${imageId}`,
    Description: 'Whoever uses the image',
  });
  await ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: ports.map((port) => ({
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    })),
  });
  const { Instances: [made] = [] } = await ec2.runInstances({
    ImageId: imageId,
    InstanceType: 't3.small',
    MinCount: 1,
    MaxCount: 1,
    SecurityGroupIds: [GroupId],
  });
  const id = made?.InstanceId ?? '';
  const waitFor = async (state: string) => {
    for (let look = 0; look < LOOKS; look += 1) {
      const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
      const { State, StateReason } = Reservations?.[0]?.Instances?.[0] ?? {};
      if (State?.Name === state) return;
      if (State?.Name === 'terminated') throw new Error(StateReason?.Message);
      await sleep(SECOND);
    }
    throw new Error(`${id} did not become ${state}`);
  };
  await waitFor('running');
  return {
    id,
    getAddress: (port) => {
      const { guest } = fake.cloud.region(region).compute.instances.get(id);
      return `${guest?.address}:${guest?.ports.get(port)}`;
    },
    readConsole: async () => {
      const { Output = '' } = await ec2.getConsoleOutput({ InstanceId: id });
      return Buffer.from(Output, 'base64').toString();
    },
    terminate: async () => {
      await ec2.terminateInstances({ InstanceIds: [id] });
      await waitFor('terminated');
      await ec2.deleteSecurityGroup({ GroupId });
    },
  };
}
