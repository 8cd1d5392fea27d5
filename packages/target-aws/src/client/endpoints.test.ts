import { getEndpoint } from './endpoints';

const everywhere = { AWS_ENDPOINT_URL: 'http://all.test' };

test.each([
  ['nothing leaves it to the SDK', 'ec2', {}, {}, undefined],
  ['one address for all', 'ssm', {}, everywhere, 'http://all.test'],
  [
    'one for a service comes first',
    'autoScaling',
    {},
    { ...everywhere, AWS_ENDPOINT_URL_AUTO_SCALING: 'http://scaling.test' },
    'http://scaling.test',
  ],
  [
    'the option comes first for EC2',
    'ec2',
    { custom_endpoint_ec2: 'http://ec2.test' },
    everywhere,
    'http://ec2.test',
  ],
  ['and means EC2 alone', 'ebs', { custom_endpoint_ec2: 'http://ec2.test' }, {}, undefined],
  ['an empty option is none', 'ec2', { custom_endpoint_ec2: '' }, everywhere, 'http://all.test'],
  [
    'variables can be switched off',
    'sts',
    {},
    { ...everywhere, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    undefined,
  ],
] as const)('%s', (_, service, access, variables, expected) => {
  expect(getEndpoint(service, access, variables)).toBe(expected);
});
