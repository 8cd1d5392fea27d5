import { getAmis } from './amis';

const published = [
  { name: 'aws eu-west-1', reference: 'arn:aws:ec2:eu-west-1::image/ami-0a' },
  { name: 'aws us-east-1', reference: 'arn:aws:ec2:us-east-1::image/ami-0b' },
  { name: 'china cn-north-1', reference: 'arn:aws-cn:ec2:cn-north-1::image/ami-0c' },
  { name: 'other eu-west-1', reference: 'arn:aws:ec2:eu-west-1::image/ami-0d' },
  { name: 'registry.example/golden:1', reference: 'registry.example/golden@sha256:1' },
];

test('AMIs are found by their regions, of several destinations those of the first', () => {
  expect(Object.fromEntries(getAmis(published))).toEqual({
    'eu-west-1': 'ami-0a',
    'us-east-1': 'ami-0b',
    'cn-north-1': 'ami-0c',
  });
});

test('a destination that is named is the only one', () => {
  expect(Object.fromEntries(getAmis(published, 'other'))).toEqual({ 'eu-west-1': 'ami-0d' });
});
