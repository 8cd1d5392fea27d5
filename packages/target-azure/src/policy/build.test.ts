import { type OpenedBuild, openBuild } from '../testing/open-build';
import { giveOwnRole, runTwice } from '../testing/role-runs';
import { compareRole, giveRole } from '../testing/role-world';
import { runArm } from '../testing/run-arm';

let build: OpenedBuild;
beforeEach(async () => {
  build = await openBuild();
});
afterEach(() => build[Symbol.asyncDispose]());

test('a build in a group of its own does what its role allows, and all of it', async () => {
  const role = giveOwnRole(build, {});
  await runTwice(build, {}, { managed_image_name: 'golden-2' });
  expect(compareRole(build, role)).toEqual({ idle: [], missing: [] });
  expect(role.AssignableScopes).toEqual([`/subscriptions/${build.fake.cloud.subscription}`]);
});

test('without one action of the role the build is refused', async () => {
  const role = giveOwnRole(build, {});
  const without = (name: string) => role.Actions.filter((action) => action !== name);
  const join = 'Microsoft.Network/networkSecurityGroups/join/action';
  giveRole(build, { ...role, Actions: without(join) });
  await expect(runArm(build)).rejects.toThrow(join);
  await build.undo();
});
