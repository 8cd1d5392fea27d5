import { getProblem } from '../testing/get-problem';
import { openBuild } from '../testing/open-build';
import { runEbs } from '../testing/run-ebs';

test('whom an image is shared with is looked at before a machine is paid for', async () => {
  await using build = await openBuild();
  const given = { ami_users: ['', '111122223333', '1111-2222-3333'], snapshot_users: ['web'] };
  const problems = await getProblem(runEbs(build, given));
  expect(problems?.split('\n')).toEqual([
    expect.stringMatching(/^AWS032 `ami_users` holds "", which is no account of AWS.* 12 digits/),
    expect.stringMatching(/^AWS032 `snapshot_users` holds "web"/),
  ]);
  expect(build.fake.log.mutating()).toEqual([]);
});
