import { day, openKeepWorld } from '../testing/keep-world';
import { testDestination } from '../testing/publish-world';
import { compareRole, giveRole } from '../testing/role-world';
import { getKeepNeeds, getRole } from './index';

test('looking after versions takes what its role allows, and all of it', async () => {
  await using world = await openKeepWorld();
  world.add({ name: '1.0.0', age: 100 });
  world.add({ name: '1.0.8', age: 2 });
  world.add({ name: '1.0.9', age: 1 });
  world.addUser('virtualMachineScaleSets', 'web', { id: '/elsewhere' });
  const { subscription } = world.cloud.fake.cloud;
  const role = getRole(getKeepNeeds(testDestination, subscription), 'keeper');
  giveRole(world.cloud, role);
  expect(await world.apply()).toMatchObject([{ act: 'quarantine', state: 'done' }]);
  world.clock.advance(14 * day);
  expect(await world.apply()).toMatchObject([{ act: 'remove', state: 'done' }]);
  expect(compareRole(world.cloud, role)).toEqual({ idle: [], missing: [] });
  expect(role.AssignableScopes).toEqual([`/subscriptions/${subscription}`]);
});

test('machines are looked for in the whole subscription, as those of other groups would not be seen', () => {
  const needs = getKeepNeeds(testDestination, 'mine');
  const reading = needs.filter(({ action }) => /virtualMachine.*\/read$/.test(action));
  expect(reading.map(({ scope }) => scope)).toEqual(reading.map(() => '/subscriptions/mine'));
});
