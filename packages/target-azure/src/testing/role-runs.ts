import { getBuildNeeds, getRole, type RoleDefinition } from '../policy';
import type { OpenedBuild } from './open-build';
import { giveRole } from './role-world';
import { getArmOptions, runArm } from './run-arm';

export type Given = Readonly<Record<string, unknown>>;

/** The role of a build, which is all that the one who asks has from now on. */
export function giveOwnRole(build: OpenedBuild, given: Given): RoleDefinition {
  const role = getRole(getBuildNeeds(getArmOptions(given), build.fake.cloud.subscription), 'builder');
  giveRole(build, role);
  return role;
}

/** A build that goes well, and one at whose last step Azure fails, so that all of it is removed. */
export async function runTwice(build: OpenedBuild, given: Given, again: Given): Promise<void> {
  await runArm(build, given);
  await build.undo();
  const match =
    'shared_image_gallery_destination' in given ? /^PUT .*\/versions\// : /^PUT .*\.Compute\/images\//;
  const operation = { code: 'InternalOperationError' };
  build.fake.faults.add({ match, operation, times: 1 });
  await expect(runArm(build, { ...given, ...again })).rejects.toThrow('InternalOperationError');
  await build.undo();
}
