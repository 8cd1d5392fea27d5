import { type Resources, Secret } from '@strata/sdk';
import { createTestLedger as createLastingLedger } from '@strata/sdk/testing';
import { getProblem } from '../testing/get-problem';
import { listThings, type OpenedBuild, openBuild } from '../testing/open-build';
import { runEbs } from '../testing/run-ebs';
import { createTestLedger } from '../testing/test-ledger';
import { resourceKinds } from '.';
import { forgetSessions } from './reach';

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

/** The same with other variables, as another process on another day has them. */
function withVariables(build: OpenedBuild, more: Readonly<Record<string, string | undefined>>) {
  const { environment } = build.machine.ports;
  const variables = { ...environment.variables, ...more };
  return { ...build.machine, ports: { ...build.machine.ports, environment: { ...environment, variables } } };
}

const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

test('a sweep without the keys that stood in the template says so, and is done with those of the environment', async () => {
  await using build = await openBuild();
  const { accessKeyId, secretAccessKey } = build.fake.key;
  const before = listThings(build);
  const blind = withVariables(build, NO_KEYS);
  const ledger = createLastingLedger(blind, { kinds: resourceKinds, forget: forgetSessions });
  const broken = runEbs(
    build,
    { access_key: accessKeyId, secret_key: new Secret(secretAccessKey) },
    {
      context: { ...blind, resources: ledger.resources },
      provision: () => Promise.reject(new Error('broken')),
    },
  );
  await expect(broken).rejects.toThrow('broken');
  expect(JSON.stringify(ledger.noted)).not.toContain(accessKeyId);
  const told = await getProblem(ledger.sweep());
  expect(told).toMatch(
    /^AWS058 .*in eu-central-1 of account 123456789012, .*keys of its template.*AWS_ACCESS_KEY_ID.*strata sweep again/,
  );
  expect(listThings(build).length).toBeGreaterThan(before.length);
  Object.assign(blind.ports.environment.variables, {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  await ledger.sweep();
  expect(listThings(build)).toEqual(before);
});

test('a role that cannot be taken on any more is not needed by who is in its account', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const ledger = createTestLedger(build.machine);
  const broken = runEbs(
    build,
    {},
    {
      context: { ...build.machine, resources: addRole(ledger.resources) },
      provision: () => Promise.reject(new Error('broken')),
    },
  );
  await expect(broken).rejects.toThrow('broken');
  await ledger.sweep();
  expect(listThings(build)).toEqual(before);
});

/** Notes as a build would whose role needs an external id. */
function addRole(resources: Resources): Resources {
  return {
    note: (kind, data) =>
      resources.note(kind, {
        ...data,
        role: 'arn:aws:iam::123456789012:role/gone',
        unnoted: 'an external id of its role',
      }),
  };
}

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
