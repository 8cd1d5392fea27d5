import type { AwsDestination } from '../../publish';
import { makeFamily, openPublishWorld, type PublishWorld, testDestination } from '../publish-world';
import { getTimeLimit, getTold, type MatrixSubject } from './subject';

/** Everything that a publication can ask for. */
export const fullDestination: AwsDestination = {
  ...testDestination,
  regions: ['eu-central-1', 'us-east-1'],
  sharing: { ...testDestination.sharing, accounts: ['111122223333'], withSnapshots: true },
  deprecateAfter: 90 * 86_400_000,
  isProtected: true,
};

const { golden } = makeFamily();

export async function publishGolden(world: PublishWorld, signal?: AbortSignal): Promise<void> {
  await (await world.openRun(fullDestination, signal)).publish(golden);
}

/** What is wrong with the clouds after a publication that went well: nothing may be there twice, or only half. */
export function findFaults({ cloud }: PublishWorld): readonly string[] {
  return fullDestination.regions.flatMap((name) => {
    const region = cloud.fake.cloud.region(name);
    const images = region.images.all();
    const [image] = images;
    const snapshots = region.snapshots.all();
    const [parameter] = region.parameters.values();
    return [
      ...(images.length === 1 ? [] : [`${images.length} images in ${name}`]),
      ...(snapshots.length === 1 ? [] : [`${snapshots.length} snapshots in ${name}`]),
      ...(image?.launchPermissions.length === 1 ? [] : [`not shared in ${name}`]),
      ...(image?.deprecationTime ? [] : [`not deprecated in ${name}`]),
      ...(image && image.protection.kind !== 'disabled' ? [] : [`not protected in ${name}`]),
      ...(parameter ? [] : [`no channel in ${name}`]),
    ];
  });
}

/**
 * A publication to two regions with everything that it can ask for. One that failed is done again without its trouble: what
 * is there then is all that may be there.
 */
export const publication: MatrixSubject = {
  name: 'a publication to two regions',
  async run(trouble) {
    await using world = await openPublishWorld({ variables: getTimeLimit(trouble), isOneClock: true });
    const { faults, log } = world.cloud.fake;
    if (trouble) faults.add(trouble.fault);
    const told = await getTold(() => publishGolden(world));
    const calls = [...log.calls];
    faults.clear();
    const again = told === 'made' ? told : await getTold(() => publishGolden(world));
    const left = again === 'made' ? findFaults(world) : [`failed again: ${again}`];
    return { told, undone: 'made', calls, left };
  },
};
