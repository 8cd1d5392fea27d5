import { reveal, Secret, type Text } from '@strata/sdk';
import { getProblem } from '../../testing/get-problem';
import { noAccess } from '../../testing/no-access';
import { type OpenedFake, openFake } from '../../testing/open-fake';
import { secretData } from './read';

let opened: OpenedFake;
beforeAll(async () => {
  opened = await openFake();
});
afterEach(() => opened.fake.log.clear());
afterAll(() => opened[Symbol.asyncDispose]());

const none = { key: undefined, version_id: undefined, version_stage: undefined };
const read = (name: string, more: Partial<Record<keyof typeof none, string>> = {}) =>
  secretData.read(opened.context, { ...noAccess, ...none, name, ...more });

test('a value of a secret in JSON is given, with all of it, and is sensitive', async () => {
  const versionId = addSecret('app/db', '{"username":"app","password":"hunter2"}');
  const given = await read('app/db', { key: 'password' });
  expect(given).toEqual({
    value: expect.any(Secret),
    secret_string: expect.any(Secret),
    secret_binary: expect.any(Secret),
    version_id: versionId,
  });
  expect([given.value, given.secret_string].map((text) => reveal(text as Text))).toEqual([
    'hunter2',
    '{"username":"app","password":"hunter2"}',
  ]);
});

test.each([
  [{}, { VersionStage: 'AWSCURRENT' }],
  [{ version_stage: 'AWSPREVIOUS' }, { VersionStage: 'AWSPREVIOUS' }],
  [
    { version_id: '11111111-1111-1111-1111-111111111111' },
    { VersionId: '11111111-1111-1111-1111-111111111111' },
  ],
])('of %j that version is asked for', async (more, asked) => {
  addSecret('app/versions', 'plain');
  // Which versions there are is not what is asked here.
  await read('app/versions', more).catch(() => undefined);
  expect(opened.fake.log.of('GetSecretValue').map(({ input }) => input)).toEqual([
    { SecretId: 'app/versions', ...asked },
  ]);
});

test('a secret that is not there is told by its name', async () => {
  expect(await getProblem(read('app/none'))).toMatch(
    /^AWS013 .*GetSecretValue in eu-central-1 for data.amazon-secretsmanager "app\/none"/,
  );
});

test('a key that is not there is told without any value', async () => {
  addSecret('app/keys', '{"password":"hunter2"}');
  const problem = await getProblem(read('app/keys', { key: 'user' }));
  expect(problem).toMatch(/^AWS036 The secret "app\/keys" has no key "user"/);
  expect(problem).not.toContain('hunter2');
});

/** Puts a secret into the cloud. @returns its version */
function addSecret(name: string, text: string): string {
  const region = opened.fake.cloud.region('eu-central-1');
  const arn = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
  const versionId = '01234567-89ab-cdef-0123-456789abcdef';
  region.secrets.set(`123456789012/${name}`, { name, arn, text, versionId, created: new Date(0) });
  return versionId;
}
