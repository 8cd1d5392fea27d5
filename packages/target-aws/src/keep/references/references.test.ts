import { type KeepWorld, openKeepWorld } from '../../testing/keep-world';
import { testDestination } from '../../testing/publish-world';

let world: KeepWorld;
beforeAll(async () => {
  world = await openKeepWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const destination = { ...testDestination, regions: [testDestination.region] };

/** No rule keeps anything. */
const rules = { newest: undefined, youngerThan: 1, quarantine: 14 * 86_400_000 };

async function findReason(id: string): Promise<string> {
  const { decisions } = await world.prepare({ rules, destination });
  const decision = decisions.find(({ image }) => image.id === id);
  return `${decision?.act}: ${decision?.reason}`;
}

const add = () => world.add({ age: 100 });
const scaling = () => world.region().scaling;

test('an image that nothing refers to is let go', async () => {
  expect(await findReason(await add())).toBe('quarantine: no rule keeps it, and nothing refers to it');
});

test('a machine that may still run keeps its image, and one that is gone does not', async () => {
  const id = await add();
  const ec2 = (await world.cloud.open()).ec2();
  const { Instances = [] } = await ec2.runInstances({
    ImageId: id,
    MinCount: 1,
    MaxCount: 1,
    InstanceType: 't3.micro',
  });
  const InstanceIds = [Instances[0]?.InstanceId ?? ''];
  const image = world.region().images.find(id);
  if (image) image.launched = new Date(0);
  expect(await findReason(id)).toBe(`keep: the instance ${InstanceIds[0]} was started from it`);
  await ec2.terminateInstances({ InstanceIds });
  for (let look = 0; look < 9; look += 1) await ec2.describeInstances({ InstanceIds });
  expect(await findReason(id)).toMatch(/^quarantine/);
});

test('an image that a machine was started from lately, in whichever account, is kept', async () => {
  const id = await add();
  const image = world.region().images.find(id);
  if (image) image.launched = new Date('2026-11-20T01:02:03Z');
  expect(await findReason(id)).toBe('keep: a machine was started from it on 2026-11-20');
});

test('launch templates keep what their latest and default versions name, and those that groups name', async () => {
  const [first = '', second = '', third = '', fourth = ''] = [
    await add(),
    await add(),
    await add(),
    await add(),
  ];
  const ec2 = (await world.cloud.open()).ec2();
  const LaunchTemplateName = 'web';
  const [initial, ...later] = [first, second, third, fourth].map((ImageId) => ({ ImageId }));
  const made = await ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData: initial });
  for (const LaunchTemplateData of later)
    await ec2.createLaunchTemplateVersion({ LaunchTemplateName, LaunchTemplateData });
  await ec2.modifyLaunchTemplate({ LaunchTemplateName, DefaultVersion: '2' });
  const LaunchTemplateId = made.LaunchTemplate?.LaunchTemplateId;
  const group = { MinSize: 1, MaxSize: 1, DesiredCapacity: 1, DefaultCooldown: 1, AvailabilityZones: [] };
  const common = { ...group, HealthCheckType: 'EC2', CreatedTime: new Date() };
  const name = (Version: string) => ({ LaunchTemplateId, Version });
  expect(await findReason(first)).toMatch(/^quarantine/);
  scaling().groups.push(
    { ...common, AutoScalingGroupName: 'a', LaunchTemplate: name('1') },
    // A version, and a template, that are not there any more.
    { ...common, AutoScalingGroupName: 'b', LaunchTemplate: name('77') },
    { ...common, AutoScalingGroupName: 'c', LaunchTemplate: { LaunchTemplateName: 'gone', Version: '1' } },
  );
  expect(await findReason(first)).toBe('keep: version 1 of the launch template web names it');
  expect(await findReason(second)).toBe('keep: version 2 of the launch template web names it');
  expect(await findReason(third)).toMatch(/^quarantine/);
  expect(await findReason(fourth)).toBe('keep: version 4 of the launch template web names it');
});

test('groups with several types of machines, and launch configurations, keep their images', async () => {
  const [own, configured] = [await add(), await add()];
  const common = { MinSize: 1, MaxSize: 1, DesiredCapacity: 1, DefaultCooldown: 1, AvailabilityZones: [] };
  scaling().groups.push({
    ...{ ...common, AutoScalingGroupName: 'mixed', HealthCheckType: 'EC2', CreatedTime: new Date() },
    MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'm7g.large', ImageId: own }] } },
  });
  scaling().launchConfigurations.push({
    ...{ LaunchConfigurationName: 'old', ImageId: configured, InstanceType: 't3.micro' },
    CreatedTime: new Date(),
  });
  expect(await findReason(own)).toBe('keep: the auto scaling group mixed names it');
  expect(await findReason(configured)).toBe('keep: the launch configuration old names it');
});

test('channels keep what they hold, and launch templates what the parameters hold that they name', async () => {
  const [held, now, before] = [await add(), await add(), await add()];
  const session = await world.cloud.open();
  const put = (Name: string, Value: string) =>
    session.ssm().putParameter({ Name, Value, Type: 'String', Overwrite: true });
  await put('/images/web/candidate', held);
  await put('/teams/web/image', now);
  await put('/teams/web/old', before);
  const start = (LaunchTemplateName: string, name: string) =>
    session.ec2().createLaunchTemplate({
      LaunchTemplateName,
      LaunchTemplateData: { ImageId: `resolve:ssm:${name}` },
    });
  await start('by-parameter', '/teams/web/image');
  await start('by-version', '/teams/web/old:1');
  await start('by-nothing', '/teams/web/none');
  await start('of-amazon', '/aws/service/ami');
  expect(await findReason(held)).toBe('keep: the channel /images/web/candidate holds it');
  expect(await findReason(now)).toBe(
    'keep: version 1 of the launch template by-parameter names it by the parameter /teams/web/image',
  );
  expect(await findReason(before)).toBe(
    'keep: version 1 of the launch template by-version names it by the parameter /teams/web/old:1',
  );
});

test('an image stays as long as another one stands on it, and copies of one image are no children', async () => {
  const [parent, origin, copied] = [await add(), await add(), await add()];
  const disk = world.region().images.find(parent)?.tags.get('strata:disk') ?? '';
  const child = await world.add({ age: 50, image: 'shop', tags: { 'strata:parent': disk } });
  expect(await findReason(parent)).toMatch(
    new RegExp(`^keep: the image shop .* \\(${child}\\) stands on it$`),
  );
  const made = await world.add({ age: 50, image: '', tags: { 'strata:key': '' } });
  const record = world.region().images.find(made);
  if (record) record.traits = { ...record.traits, sourceImageId: origin };
  expect(await findReason(origin)).toMatch(/^keep: the image .* stands on it$/);
  const key = world.region().images.find(copied)?.tags.get('strata:key') ?? '';
  const copy = world.region().images.find(await world.add({ age: 50, tags: { 'strata:key': key } }));
  if (copy) copy.traits = { ...copy.traits, sourceImageId: copied };
  expect(await findReason(copied)).toMatch(/^quarantine/);
});
