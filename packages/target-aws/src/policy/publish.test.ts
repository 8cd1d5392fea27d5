import { findDenied } from '../testing/find-denied';
import { makeFamily, openPublishWorld, testDestination } from '../testing/publish-world';
import { getPolicy, getPublishNeeds } from './index';

test.each([
  ['plain', {}],
  [
    'with everything',
    {
      sharing: {
        accounts: ['210987654321'],
        organizations: [],
        organizationalUnits: [],
        withSnapshots: true,
      },
      deprecateAfter: 90 * 24 * 3_600_000,
      isProtected: true,
    },
  ],
])('a publication that is %s calls nothing that its policy does not allow', async (_, more) => {
  await using world = await openPublishWorld();
  const destination = { ...testDestination, ...more };
  const { golden } = makeFamily();
  await (await world.openRun(destination)).publish(golden);
  await (await world.openRun(testDestination)).publish(golden);
  const policy = getPolicy(getPublishNeeds(destination), 'aws');
  expect(world.cloud.fake.log.mutating().length).toBeGreaterThan(5);
  expect(findDenied(policy, world.cloud.fake.log.calls)).toEqual([]);
});
