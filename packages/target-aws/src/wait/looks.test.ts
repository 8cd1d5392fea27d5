import { addImage } from '../testing/add-image';
import { openFake } from '../testing/open-fake';
import { createLooks, getFailedImage, patience, waitFor } from './index';

test('waits for many images share their requests, in each region for itself', async () => {
  await using opened = await openFake({ pending: { looks: 3 } });
  const session = await opened.open();
  const regions = ['eu-central-1', 'us-east-1'];
  const names = Array.from({ length: 4 }, (_, index) => `image-${index}`);
  const images: { readonly region: string; readonly id: string }[] = [];
  for (const region of regions)
    for (const name of names) images.push({ region, id: await addImage(session, { name }, region) });
  opened.fake.log.clear();
  const looks = createLooks(opened.context, session);
  const wait = ({ region, id }: (typeof images)[number]) =>
    waitFor(opened.context, {
      request: { action: 'DescribeImages', region, what: `image ${id}` },
      describe: () => looks.image(region, id),
      isDone: ({ State }) => State === 'available',
      isFailed: getFailedImage,
      patience: patience.image,
    });
  const done = await Promise.all(images.map(wait));
  expect(done.map(({ ImageId: id }) => id)).toEqual(images.map(({ id }) => id));
  const { length } = opened.fake.log.calls;
  expect(length).toBeGreaterThanOrEqual(2);
  expect(length).toBeLessThanOrEqual(regions.length * 4);
});
