import type { Options } from '../builders/rules/rule';
import { addImage } from '../testing/add-image';
import { type OpenedFake, openFake } from '../testing/open-fake';
import { testDestination } from '../testing/publish-world';
import { type Finding, preflightBuild, preflightPublication } from './index';

let opened: OpenedFake;
let source: string;
beforeAll(async () => {
  opened = await openFake();
  source = await addImage(await opened.open(), { name: 'debian-12' });
});
beforeEach(() => opened.fake.log.clear());
afterEach(() => {
  opened.fake.cloud.denied.clear();
  opened.fake.faults.clear();
});
afterAll(() => opened[Symbol.asyncDispose]());

const build = (options: Options) =>
  preflightBuild(opened.context, {
    type: 'amazon-ebs',
    options: { max_retries: 0, source_ami: source, instance_type: 't3.small', ...options },
  });

const publish = (more: Partial<typeof testDestination> = {}) =>
  preflightPublication(opened.context, { max_retries: 0 }, { ...testDestination, ...more });

/** What is wrong: code, and what was looked at. */
const tell = (findings: readonly Finding[]) =>
  findings.flatMap(({ checked, diagnostics }) => diagnostics.map(({ code }) => `${code} ${checked}`));

test('a build that has all it needs is told so, and nothing was made', async () => {
  const findings = await build({ ami_name: 'web-1', ami_regions: ['us-east-1'] });
  expect(tell(findings)).toEqual([]);
  expect(findings.map(({ checked }) => checked)).toEqual([
    'credentials of arn:aws:iam::123456789012:user/builder',
    'region eu-central-1',
    'region us-east-1',
    `source_ami ${source}`,
    'default VPC',
    'ami_name web-1',
    'permission for RunInstances in eu-central-1',
    'permission for ImportKeyPair in eu-central-1',
    'permission for CreateSecurityGroup in eu-central-1',
    'permission for CopyImage in us-east-1',
    'quotas of processors, volumes, snapshots and images',
  ]);
  expect(opened.fake.log.mutating()).toEqual([]);
});

test('more groups than an interface takes are told, and what only other services know is said to be unknown', async () => {
  const groups = Array.from({ length: 6 }, (_, index) => `sg-0123456789abcdef${index}`);
  const findings = await build({ security_group_ids: groups, kms_key_id: 'alias/images' });
  expect(tell(findings)).toEqual(['AWS007 6 security groups on an interface']);
  expect(findings.flatMap(({ checked, unknown }) => (unknown === undefined ? [] : [checked]))).toEqual([
    'state of the key for eu-central-1',
    'quotas of processors, volumes, snapshots and images',
  ]);
});

test('a quota that nobody may ask for is unknown, and no permission is missing', async () => {
  opened.fake.cloud.denied.add('ec2:DescribeAccountAttributes');
  const findings = await build({ security_group_ids: ['sg-0123456789abcdef0'] });
  expect(tell(findings)).toEqual([]);
  expect(findings.filter(({ unknown }) => unknown?.includes('not permitted'))).toHaveLength(1);
});

test('what a build does not make needs no permission', async () => {
  for (const action of ['ec2:ImportKeyPair', 'ec2:CreateSecurityGroup']) opened.fake.cloud.denied.add(action);
  const options = { communicator: 'none', security_group_id: 'sg-0123456789abcdef0' };
  expect(tell(await build(options)).filter((line) => line.includes('permission'))).toEqual([]);
});

test('everything that a build lacks is told at once', async () => {
  for (const action of ['ec2:RunInstances', 'ec2:ImportKeyPair']) opened.fake.cloud.denied.add(action);
  const findings = await build({
    ami_regions: ['me-south-1', 'eu-centrl-1'],
    subnet_id: 'subnet-0123456789abcdef0',
    iam_instance_profile: 'nobody',
    kms_key_id: 'arn:aws:kms:us-east-1:123456789012:key/1',
  });
  expect(tell(findings)).toEqual([
    'AWS006 region me-south-1',
    'AWS032 region eu-centrl-1',
    'AWS013 subnet_id subnet-0123456789abcdef0',
    'AWS013 iam_instance_profile nobody',
    'AWS018 key for eu-central-1',
    'AWS005 permission for RunInstances in eu-central-1',
    'AWS005 permission for ImportKeyPair in eu-central-1',
  ]);
});

test.each<[string, Options, string]>([
  ['an image that is not there', { source_ami: 'ami-0123456789abcdef0' }, 'AWS013'],
  [
    'an image that no filter finds',
    { source_ami: '', source_ami_filter: { filters: { name: 'none-*' }, owners: ['self'] } },
    'AWS034',
  ],
  ['a name that another image has', { ami_name: 'debian-12' }, 'AWS014'],
  ['an instance type that there is not', { instance_type: 'z9.huge' }, 'AWS020'],
])('%s is told', async (_, options, code) => {
  expect(tell(await build(options)).map((line) => line.slice(0, 6))).toEqual([code]);
});

test('a name may be taken where the image is replaced', async () => {
  expect(tell(await build({ ami_name: 'debian-12', force_deregister: true }))).toEqual([]);
});

test('without credentials nothing else is asked', async () => {
  const { environment } = opened.ports;
  const variables = { ...environment.variables, AWS_SECRET_ACCESS_KEY: 'wrong' };
  const ports = { ...opened.ports, environment: { ...environment, variables } };
  const findings = await preflightBuild({ ...opened.context, ports }, { type: 'amazon-ebs', options: {} });
  expect(tell(findings)).toEqual(['AWS003 credentials']);
  expect(opened.fake.log.of('DescribeRegions')).toEqual([]);
});

test('a publication that has all it needs is told so, and nothing was made', async () => {
  const findings = await publish();
  expect(tell(findings)).toEqual([]);
  expect(findings.map(({ checked }) => checked)).toContain('permission for CopyImage in us-east-1');
  expect(opened.fake.log.mutating()).toEqual([]);
});

test('everything that a publication lacks is told at once', async () => {
  for (const action of ['ec2:RegisterImage', 'ssm:GetParameters']) opened.fake.cloud.denied.add(action);
  const kmsKeys = { 'eu-west-1': 'arn:aws:kms:us-east-1:123456789012:key/1' };
  const regions = ['eu-central-1', 'eu-west-1'];
  expect(tell(await publish({ regions, encryption: { isEncrypted: true, kmsKeys } }))).toEqual([
    'AWS005 permission for RegisterImage in eu-central-1',
    'AWS005 permission for GetParameters in eu-central-1',
    'AWS005 permission for GetParameters in eu-west-1',
    'AWS018 key for eu-west-1',
  ]);
});
