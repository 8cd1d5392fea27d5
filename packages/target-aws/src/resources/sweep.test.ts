import { getProblem } from '../testing/get-problem';
import { listThings, openBuild } from '../testing/open-build';
import { runEbs } from '../testing/run-ebs';
import { createTestLedger } from '../testing/test-ledger';

/** A build that ends in the middle, with everything that it made still there. */
async function openBroken() {
  const build = await openBuild();
  const provision = () => Promise.reject(new Error('broken'));
  const run = (context = build.machine) => runEbs(build, {}, { context, provision });
  return { build, run };
}

test('a sweep with credentials of another account is refused, and removes nothing', async () => {
  const { build: opened, run } = await openBroken();
  await using build = opened;
  const { fake, machine } = build;
  const { accessKeyId, secretAccessKey } = fake.cloud.accounts.addUser('999988887777');
  const variables = {
    ...machine.ports.environment.variables,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const ports = { ...machine.ports, environment: { ...machine.ports.environment, variables } };
  const stranger = createTestLedger({ ...machine, ports });
  await expect(run({ ...machine, resources: stranger.resources })).rejects.toThrow('broken');
  const before = listThings(build);
  const problem = await getProblem(stranger.sweep());
  expect(problem).toMatch(/^AWS057 .*account 123456789012.*of 999988887777.*AWS_PROFILE/);
  expect(listThings(build)).toEqual(before);
});

test('a sweep leaves alone what the build did not make, whatever it is called', async () => {
  const { build: opened, run } = await openBroken();
  await using build = opened;
  const ec2 = build.session.ec2();
  const before = listThings(build);
  await expect(run()).rejects.toThrow('broken');
  const own = listThings(build).filter((id) => !before.includes(id));
  const [group] =
    (await ec2.describeSecurityGroups({ Filters: [{ Name: 'tag-key', Values: ['strata:build-id'] }] }))
      .SecurityGroups ?? [];
  const Tags = [{ Key: 'strata:build-id', Value: 'run-1.00000000' }];
  await ec2.createSecurityGroup({
    GroupName: `${group?.GroupName}-2`,
    Description: 'of another build',
    TagSpecifications: [{ ResourceType: 'security-group', Tags }],
  });
  const foreign = listThings(build).filter((id) => !before.includes(id) && !own.includes(id));
  await build.sweep();
  expect(listThings(build)).toEqual([...before, ...foreign]);
  expect(foreign).toHaveLength(1);
});
