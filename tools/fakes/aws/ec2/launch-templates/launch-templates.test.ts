import { type Bed, openBed } from '../../testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
  await bed.ec2.createLaunchTemplate({
    LaunchTemplateName: 'build',
    LaunchTemplateData: { InstanceType: 't3.micro', KeyName: 'mine' },
  });
});
afterAll(() => bed[Symbol.asyncDispose]());

test('versions follow each other, and the default one is chosen', async () => {
  const LaunchTemplateName = 'build';
  await bed.ec2.createLaunchTemplateVersion({
    LaunchTemplateName,
    SourceVersion: '1',
    LaunchTemplateData: { InstanceType: 't3.small' },
  });
  await bed.ec2.modifyLaunchTemplate({ LaunchTemplateName, DefaultVersion: '2' });
  const { LaunchTemplateVersions = [] } = await bed.ec2.describeLaunchTemplateVersions({
    LaunchTemplateName,
    Versions: ['1', '$Default'],
  });
  expect(LaunchTemplateVersions).toMatchObject([
    { VersionNumber: 1, DefaultVersion: false, LaunchTemplateData: { InstanceType: 't3.micro' } },
    { VersionNumber: 2, LaunchTemplateData: { InstanceType: 't3.small', KeyName: 'mine' } },
  ]);
});

const data = { InstanceType: 't3.micro' } as const;

test.each<[string, () => Promise<unknown>]>([
  [
    'InvalidLaunchTemplateName.AlreadyExistsException',
    () => bed.ec2.createLaunchTemplate({ LaunchTemplateName: 'build', LaunchTemplateData: data }),
  ],
  [
    'InvalidLaunchTemplateName.MalformedException',
    () => bed.ec2.createLaunchTemplate({ LaunchTemplateName: 'a b', LaunchTemplateData: data }),
  ],
  [
    'InvalidLaunchTemplateId.NotFound',
    () => bed.ec2.describeLaunchTemplates({ LaunchTemplateIds: ['lt-0123456789abcdef0'] }),
  ],
  [
    'InvalidLaunchTemplateName.NotFoundException',
    () => bed.ec2.deleteLaunchTemplate({ LaunchTemplateName: 'nobody' }),
  ],
  [
    'InvalidLaunchTemplateId.VersionNotFound',
    () => bed.ec2.describeLaunchTemplateVersions({ LaunchTemplateName: 'build', Versions: ['9'] }),
  ],
  ['InvalidParameterCombination', () => bed.ec2.describeLaunchTemplateVersions({ Versions: ['1'] })],
  [
    'InvalidParameterValue',
    () => bed.ec2.describeLaunchTemplateVersions({ LaunchTemplateName: 'build', Versions: ['new'] }),
  ],
])('%s (%#)', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});

test('a template is gone when it is removed', async () => {
  await bed.ec2.createLaunchTemplate({ LaunchTemplateName: 'short', LaunchTemplateData: data });
  await bed.ec2.deleteLaunchTemplate({ LaunchTemplateName: 'short' });
  const { LaunchTemplates = [] } = await bed.ec2.describeLaunchTemplates({});
  expect(LaunchTemplates.map(({ LaunchTemplateName }) => LaunchTemplateName)).toEqual(['build']);
});
