import { findDenied } from '../testing/find-denied';
import { day, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';
import { getKeepNeeds, getPolicy } from './index';

test('looking after images calls nothing that its policy does not allow', async () => {
  await using world = await openKeepWorld();
  const sharing = { ...testDestination.sharing, accounts: ['210987654321'] };
  const destination = { ...testDestination, sharing, isProtected: true };
  const [first] = [await world.add({ age: 100 }), await world.add({ age: 90 })];
  for (const age of [1, 2]) await world.add({ age });
  for (const image of world.region().images.all()) image.protection = { kind: 'enabled-without-cooldown' };
  await world.apply({ destination });
  await world.apply({ destination, published: new Set([`${destination.region} ${first}`]) });
  world.clock.advance(14 * day);
  const removed = await world.apply({ destination, published: new Set([`${destination.region} ${first}`]) });
  expect(removed).toMatchObject([{ act: 'remove', state: 'done' }]);
  const policy = getPolicy(getKeepNeeds(destination), 'aws');
  expect(findDenied(policy, world.cloud.fake.log.calls)).toEqual([]);
});
