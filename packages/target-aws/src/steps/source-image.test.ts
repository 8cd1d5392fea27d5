import { addImage } from '../testing/add-image';
import { getProblem } from '../testing/get-problem';
import { openStep } from '../testing/open-step';
import { findSourceImage } from './source-image';

const filter = (more: Readonly<Record<string, unknown>>) => ({
  source_ami: '',
  source_ami_filter: {
    filters: { name: 'web-*' },
    owners: ['self'],
    most_recent: false,
    include_deprecated: false,
    filter: [],
    ...more,
  },
});

test('the newest of several is taken when the template wants it', async () => {
  await using step = await openStep();
  await addImage(step.build.session, { name: 'web-1' });
  step.build.fake.cloud.clock.advance(60_000);
  const newest = await addImage(step.build.session, { name: 'web-2' });
  const work = await step.open(filter({ most_recent: true }));
  expect((await findSourceImage(work)).ImageId).toBe(newest);
  const problem = await getProblem(findSourceImage(await step.open(filter({}))));
  expect(problem).toMatch(/^AWS051 .*2 images match name=web-\*.*most_recent = true/);
});

test('no image at all is told with what was looked for', async () => {
  await using step = await openStep();
  const work = await step.open(filter({ owners: ['amazon'] }));
  expect(await getProblem(findSourceImage(work))).toMatch(
    /^AWS051 No AMI was found matching filters: name=web-\* in eu-central-1/,
  );
});

test('an id of another region is told', async () => {
  await using step = await openStep();
  const work = await step.open({ source_ami: 'ami-0123456789abcdef0' });
  expect(await getProblem(findSourceImage(work))).toMatch(/^AWS013 There is no such image in this region/);
});
