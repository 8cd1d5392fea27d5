import { getGalleryVersion } from './gallery-version';

const gallery = '/subscriptions/s/resourceGroups/images/providers/Microsoft.Compute/galleries';
const published = [
  { name: 'aws eu-west-1', reference: 'arn:aws:ec2:eu-west-1::image/ami-0a' },
  { name: 'azure golden', reference: `${gallery}/acme/images/golden/versions/1.0.0` },
  { name: 'azure2 golden', reference: `${gallery}/other/images/golden/versions/2.0.0` },
];

test('a version of a gallery is found, of several destinations that of the first', () => {
  expect(getGalleryVersion(published)).toBe(`${gallery}/acme/images/golden/versions/1.0.0`);
});

test('a destination that is named is the only one', () => {
  expect(getGalleryVersion(published, 'azure2')).toBe(`${gallery}/other/images/golden/versions/2.0.0`);
  expect(getGalleryVersion(published, 'aws')).toBeUndefined();
});
