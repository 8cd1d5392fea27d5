import type { OptionsOf } from '@strata/sdk';
import { addImage } from '../../testing/add-image';
import { getProblem } from '../../testing/get-problem';
import { noAccess } from '../../testing/no-access';
import { type OpenedFake, openFake } from '../../testing/open-fake';
import { amiData } from './read';
import { amiSchema } from './schema';

let opened: OpenedFake;
beforeAll(async () => {
  opened = await openFake();
});
afterAll(() => opened[Symbol.asyncDispose]());

const none = { ...noAccess, most_recent: false, include_deprecated: false };

const read = (options: Partial<OptionsOf<typeof amiSchema>>) =>
  amiData.read(opened.context, { ...none, filters: undefined, owners: ['self'], ...options });

test('the image that fits is given with what templates read of it', async () => {
  const session = await opened.open();
  const id = await addImage(session, { name: 'one-1', tags: { team: 'web' } });
  expect(await read({ filters: { name: 'one-*' } })).toEqual({
    id,
    name: 'one-1',
    creation_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    owner: '123456789012',
    owner_name: '',
    tags: { team: 'web' },
  });
});

test('an image of another region is asked for there', async () => {
  const id = await addImage(await opened.open(), { name: 'far-1' }, 'us-east-1');
  expect(await read({ filters: { name: 'far-*' }, region: 'us-east-1' })).toMatchObject({ id });
});

test('of several the newest is taken when the template says so, and else none', async () => {
  const session = await opened.open();
  const older = await addImage(session, { name: 'many-1' });
  opened.fake.cloud.clock.advance(60_000);
  const newer = await addImage(session, { name: 'many-2' });
  expect(await read({ filters: { name: 'many-*' }, most_recent: true })).toMatchObject({ id: newer });
  const problem = await getProblem(read({ filters: { name: 'many-*' } }));
  expect(problem).toMatch(/^AWS035 2 images in eu-central-1 fit .*most_recent = true/);
  expect(problem).toContain(`${newer} (many-2), ${older} (many-1)`);
});

test('none is an error that names what was looked for', async () => {
  expect(await getProblem(read({ filters: { name: 'absent-*' } }))).toMatch(
    /^AWS034 No image in eu-central-1 fits {"name":"absent-\*"} among those of self\./,
  );
});

test('what AWS refuses is told', async () => {
  opened.fake.cloud.denied.add('ec2:DescribeImages');
  expect(await getProblem(read({ filters: { name: 'x' } }))).toMatch(
    /^AWS005 .*DescribeImages in eu-central-1/,
  );
  opened.fake.cloud.denied.clear();
});

test.each([
  [{}, ['AWS030', 'AWS030']],
  [{ filters: { name: 'x' } }, ['AWS030']],
  [{ filters: { name: 'x' }, owners: ['self'] }, []],
])('%j must say what is looked for and whose it is', (options, codes) => {
  const problems = (amiSchema.rules ?? []).flatMap((rule) =>
    rule(
      options,
      () => undefined,
      (option, value) => `${option} = ${value}`,
    ),
  );
  expect(problems.map(({ code }) => code)).toEqual(codes);
});
