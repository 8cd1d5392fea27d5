import { inspect } from 'node:util';
import { addImage } from '../../../packages/target-aws/src/testing/add-image';
import { listThings } from '../../../packages/target-aws/src/testing/open-build';
import type { OpenedFake } from '../../../packages/target-aws/src/testing/open-fake';

/** Enough for all that goes on by being looked at. */
const LOOKS = 3;

const GROUP_TAG = { Key: 'strata:image', Value: 'k' };

/**
 * Puts things of others into a cloud that look like what is killed: by their names, by the same image in their tags, by
 * another build in their tags.
 *
 * @returns the image that machines start from
 */
export async function addForeignThings(cloud: OpenedFake, regions: readonly string[]): Promise<string> {
  const session = await cloud.open();
  const source = await addImage(session, { name: 'debian-12-amd64' }, regions[0]);
  for (const region of regions) {
    const tags = { 'strata:build-id': 'run-1.00000000', 'strata:image': 'k', 'strata:part': 'image' };
    await addImage(session, { name: 'killed-before', tags }, region);
    const ec2 = session.ec2(region);
    await session.ebs(region).startSnapshot({ VolumeSize: 1, Tags: [GROUP_TAG] });
    await ec2.createSecurityGroup({
      GroupName: 'strata-run-1',
      Description: 'of somebody else',
      TagSpecifications: [{ ResourceType: 'security-group', Tags: [GROUP_TAG] }],
    });
    await ec2.createKeyPair({ KeyName: 'strata-run-1' });
    await ec2.createVolume({ AvailabilityZone: `${region}a`, Size: 1 });
  }
  const name = 'strata-run-1';
  await session.iam().createRole({ RoleName: name, AssumeRolePolicyDocument: '{"Statement":[]}' });
  await session.iam().createInstanceProfile({ InstanceProfileName: name });
  // What is pending goes on by being looked at.
  for (const region of regions)
    for (let look = 0; look < LOOKS; look += 1) {
      await session.ec2(region).describeVolumes({});
      await session.ec2(region).describeImages({ Owners: ['self'] });
    }
  return source;
}

/** All that is in a cloud, by its id, with all that is known of it. */
export function describeThings(cloud: OpenedFake): ReadonlyMap<string, string> {
  const { fake } = cloud;
  const known = new Map<string, string>();
  for (const id of listThings(cloud)) {
    const [region = '', name = ''] = id.split(' ');
    const tables = region === 'iam' ? [] : fake.cloud.region(region).tables;
    const record = tables.map((table) => table.find(name)).find((found) => found !== undefined);
    // That machines were started from an image is nothing that anybody did to it.
    const told = record && { ...record, launched: undefined };
    known.set(id, inspect(told, { depth: DEPTH, maxArrayLength: null, maxStringLength: null, sorted: true }));
  }
  return known;
}

const DEPTH = 12;
