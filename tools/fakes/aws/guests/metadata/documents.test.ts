import { serveEc2Documents } from '../../../../../packages/cli/src/guest/metadata/ec2';
import type { GuestFacts } from '../guests';
import { makeDocuments } from './documents';

const facts: GuestFacts = {
  accountId: '123456789012',
  architecture: 'x86_64',
  imageId: 'ami-1',
  instanceId: 'i-1',
  instanceType: 't3.micro',
  region: 'eu-west-1',
  availabilityZone: 'eu-west-1a',
  subnetId: 'subnet-1',
  vpcId: 'vpc-1',
  networkInterfaceId: 'eni-1',
  mac: '02:00:00:00:00:01',
  securityGroups: ['packer'],
  key: { name: 'mine', openSsh: 'ssh-ed25519 AAAA mine' },
  userData: Buffer.from([0x1f, 0x8b, 0xff]),
  hasMetadata: true,
  tokens: 'optional',
};

const read = (path: string, more: Partial<GuestFacts> = {}) =>
  serveEc2Documents(
    makeDocuments({ ...facts, ...more }, '169.254.2.15'),
    () => 0,
  )({
    method: 'GET',
    url: `/latest/${path}`,
    headers: {},
  });

test.each([
  ['meta-data/public-keys/', '0=mine'],
  ['meta-data/instance-id', 'i-1'],
  ['meta-data/placement/region', 'eu-west-1'],
  ['meta-data/security-groups', 'packer'],
])('%s reads %s', (path, text) => {
  expect(read(path)).toMatchObject({ status: 200, text });
});

test('user data keep their bytes', () => {
  expect(Buffer.from(read('user-data').text, 'latin1')).toEqual(facts.userData);
});

test('without a key or user data there are none', () => {
  expect(read('meta-data/public-keys/', { key: undefined }).status).toBe(404);
  expect(read('user-data', { userData: undefined }).status).toBe(404);
});

test('the identity is about the instance', () => {
  expect(JSON.parse(read('dynamic/instance-identity/document').text)).toMatchObject({
    ...{ instanceId: 'i-1', imageId: 'ami-1', region: 'eu-west-1', privateIp: '169.254.2.15' },
  });
});
