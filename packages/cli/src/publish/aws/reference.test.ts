import { getImageId, toPublished } from './reference';

test('an image is named by its ARN, and found again in its own region alone', () => {
  const [published] = toPublished('aws', [{ region: 'cn-north-1', id: 'ami-0a1b' }]);
  expect(published).toEqual({
    name: 'aws cn-north-1',
    reference: 'arn:aws-cn:ec2:cn-north-1::image/ami-0a1b',
  });
  expect(getImageId(published?.reference ?? '', 'cn-north-1')).toBe('ami-0a1b');
  expect(getImageId(published?.reference ?? '', 'eu-west-1')).toBeUndefined();
  expect(getImageId('registry.example/golden@sha256:1', 'eu-west-1')).toBeUndefined();
});
