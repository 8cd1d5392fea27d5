import { openBuild } from '../testing/open-build';
import { listThings, runArm } from '../testing/run-arm';

const DELETE = /^DELETE \/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i;

test('a group that is gone before it can be deleted is gone', async () => {
  await using build = await openBuild();
  const provision = () => Promise.reject(new Error('killed'));
  await expect(runArm(build, {}, { provision })).rejects.toThrow('killed');
  build.fake.faults.add({ match: DELETE, code: 'ResourceGroupNotFound', status: 404 });
  await build.sweep();
  expect(build.noted).toEqual([]);
  // The stand-in only said so.
  expect(listThings(build).length).toBeGreaterThan(0);
});
