import { setTimeout as sleep } from 'node:timers/promises';
import type { EC2, Filter } from '@aws-sdk/client-ec2';
import type { AwsSession } from '../../packages/target-aws/src/client';
import { RUN_TAG } from './world';

/** Something with the tag of a run. */
interface Found {
  /** `eu-central-1 snapshot snap-1a2b`. */
  readonly name: string;
  remove(): Promise<unknown>;
}

export interface RunPlace {
  readonly session: AwsSession;
  readonly regions: readonly string[];
  /** Of the run. */
  readonly id: string;
}

const LIVING = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];

/** Parameters of a run are below a path of its own. */
export const getParameterPath = (id: string) => `/strata-live/${id}`;

/** Everything that is there with the tag of a run, in the order in which it can be removed. Nothing else is looked at. */
async function findAll({ session, regions, id }: RunPlace): Promise<readonly Found[]> {
  const all = await Promise.all(
    regions.map(async (region) => {
      const found = [
        ...(await findInEc2(session.ec2(region), [{ Name: `tag:${RUN_TAG}`, Values: [id] }])),
        ...(await findParameters(session, region, id)),
      ];
      return found.map(({ name, remove }) => ({ name: `${region} ${name}`, remove }));
    }),
  );
  return all.flat();
}

async function findInEc2(ec2: EC2, Filters: Filter[]): Promise<readonly Found[]> {
  const { Reservations = [] } = await ec2.describeInstances({
    Filters: [...Filters, { Name: 'instance-state-name', Values: LIVING }],
  });
  const { Images = [] } = await ec2.describeImages({
    ...{ Filters, Owners: ['self'] },
    ...{ IncludeDeprecated: true, IncludeDisabled: true },
  });
  const { Snapshots = [] } = await ec2.describeSnapshots({ Filters, OwnerIds: ['self'] });
  const { Volumes = [] } = await ec2.describeVolumes({ Filters });
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ Filters });
  const { KeyPairs = [] } = await ec2.describeKeyPairs({ Filters });
  return [
    ...Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId: id = '' }) => ({
      name: `instance ${id}`,
      remove: () => ec2.terminateInstances({ InstanceIds: [id] }),
    })),
    ...Images.map(({ ImageId: id = '' }) => ({
      name: `image ${id}`,
      remove: () => ec2.deregisterImage({ ImageId: id, DeleteAssociatedSnapshots: true }),
    })),
    ...Snapshots.map(({ SnapshotId: id = '' }) => ({
      name: `snapshot ${id}`,
      remove: () => ec2.deleteSnapshot({ SnapshotId: id }),
    })),
    ...Volumes.map(({ VolumeId: id = '' }) => ({
      name: `volume ${id}`,
      remove: () => ec2.deleteVolume({ VolumeId: id }),
    })),
    ...SecurityGroups.map(({ GroupId: id = '' }) => ({
      name: `security group ${id}`,
      remove: () => ec2.deleteSecurityGroup({ GroupId: id }),
    })),
    ...KeyPairs.map(({ KeyPairId: id = '' }) => ({
      name: `key pair ${id}`,
      remove: () => ec2.deleteKeyPair({ KeyPairId: id }),
    })),
  ];
}

async function findParameters(session: AwsSession, region: string, id: string): Promise<readonly Found[]> {
  const ssm = session.ssm(region);
  const { Parameters = [] } = await ssm.getParametersByPath({ Path: getParameterPath(id), Recursive: true });
  return Parameters.map(({ Name = '' }) => ({
    name: `parameter ${Name}`,
    remove: () => ssm.deleteParameter({ Name }),
  }));
}

/** Milliseconds between two rounds; machines take minutes until they let go of their disks and groups. */
const PAUSE = 5_000;
const ROUNDS = 60;

/**
 * Removes everything with the tag of a run, and looks until nothing of it is left.
 *
 * @returns what could not be removed
 */
export async function removeLeftOver(
  place: RunPlace,
  say: (text: string) => void,
): Promise<readonly string[]> {
  let found = await findAll(place);
  for (let round = 0; found.length > 0 && round < ROUNDS; round += 1) {
    for (const { name, remove } of found) {
      say(`removing ${name}`);
      // What is still in use goes in one of the next rounds.
      await remove().catch((error: Error) => say(`  not yet: ${error.name}`));
    }
    found = await findAll(place);
    if (found.length > 0) await sleep(PAUSE);
  }
  return found.map(({ name }) => name);
}

export async function listLeftOver(place: RunPlace): Promise<readonly string[]> {
  return (await findAll(place)).map(({ name }) => name);
}
