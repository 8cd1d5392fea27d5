import { Failure } from '@strata/diagnostics';
import { createMemoryFiles } from '@strata/sdk/testing';
import { readDestinations } from '../settings/destinations-file';
import { readAwsSettings } from './settings';

const kmsKey = 'arn:aws:kms:us-east-1:111122223333:key/0-1';

async function read(settings: object) {
  const text = JSON.stringify({ aws: settings }, undefined, 1);
  const written = await readDestinations(createMemoryFiles({ '/w/destinations.json': text }), '/w');
  const found = written.get('aws');
  if (!found) throw new Error('there is no destination');
  return readAwsSettings(found);
}

/** What is told, with its line. */
async function tell(settings: object): Promise<readonly string[]> {
  const failure = await read(settings).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('nothing was told');
  return failure.diagnostics.map(({ code, detail, hint = '', subject }) =>
    `${code} ${subject?.start.line}: ${detail} ${hint}`.trim(),
  );
}

test('what is not said has the safe and usual value', async () => {
  const { destination, disk, login } = await read({ kind: 'aws', region: 'eu-west-1' });
  expect(destination).toMatchObject({
    name: 'aws',
    regions: ['eu-west-1'],
    encryption: { isEncrypted: false },
    nameTemplate: '{image}-{version}',
    registration: { firmware: 'both', isImdsV2: true, hasTpm: false },
  });
  expect(disk).toEqual({ firmware: 'both', secureBoot: false });
  expect(login).toEqual({ region: 'eu-west-1' });
});

test('all that can be said is understood', async () => {
  const { destination, disk, login, keep, promotions } = await read({
    kind: 'aws',
    region: 'eu-west-1',
    regions: ['us-east-1', 'eu-west-1'],
    accounts: ['111122223333'],
    organizations: ['arn:aws:organizations::111122223333:organization/o-abcdefghij'],
    organizationalUnits: ['arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678'],
    shareSnapshots: true,
    kmsKeys: { 'us-east-1': kmsKey },
    tags: { team: 'web' },
    channels: ['/images/{image}/candidate'],
    promotions: ['/images/{image}/stable'],
    deprecateAfter: '90d',
    deregistrationProtection: true,
    name: 'acme {image} {version}',
    firmware: 'uefi',
    imdsV2: false,
    tpm: true,
    diskSize: '8G',
    profile: 'images',
    assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/images', sessionName: 'ci' },
    keep: { newest: 5, for: '90d' },
  });
  expect(promotions).toEqual(['/images/{image}/stable']);
  expect(keep).toEqual({ newest: 5, youngerThan: 90 * 86_400_000, quarantine: 14 * 86_400_000 });
  expect(destination).toMatchObject({
    regions: ['eu-west-1', 'us-east-1'],
    sharing: { accounts: ['111122223333'], withSnapshots: true },
    encryption: { isEncrypted: true, kmsKeys: { 'us-east-1': kmsKey } },
    deprecateAfter: 90 * 86_400_000,
    isProtected: true,
    registration: { firmware: 'uefi', isImdsV2: false, hasTpm: true },
  });
  expect(disk).toEqual({ firmware: 'uefi', secureBoot: false, size: 8 * 2 ** 30 });
  expect(login).toMatchObject({
    profile: 'images',
    assume_role: { role_arn: 'arn:aws:iam::111122223333:role/images', session_name: 'ci' },
  });
});

test('everything that is wrong is told at once, each with its line', async () => {
  const told = await tell({
    kind: 'aws',
    regoins: ['eu-west-1'],
    region: 'Frankfurt',
    accounts: ['111122223333', '42'],
    channels: ['/aws/{image}', '/images/stable', '/images/{image}/stable'],
    deprecateAfter: 'soon',
    imdsV2: 'yes',
    name: '{image}',
    tags: { 'aws:x': '1', ok: 2 },
  });
  expect(told).toEqual([
    expect.stringMatching(/^CLI036 4: "regoins" is no setting .* Was "regions" meant\?$/),
    expect.stringMatching(/^CLI036 7: "region" is "Frankfurt", which is not a region such as/),
    expect.stringMatching(/^CLI036 10: "accounts" is "42", which is not an account: 12 digits/),
    expect.stringMatching(/^CLI036 13: "channels" is "\/aws\/\{image\}"/),
    expect.stringMatching(/^CLI036 14: "channels" is "\/images\/stable"/),
    expect.stringMatching(/^CLI036 17: "deprecateAfter" is "soon", which is not a time .*"90d"/),
    expect.stringMatching(/^CLI036 18: "imdsV2" is a text, and should be true or false\.$/),
    expect.stringMatching(/^CLI036 19: "name" is "\{image\}", which is not .*\{version\}/),
    expect.stringMatching(/^CLI036 21: "tags" has the name "aws:x"/),
    expect.stringMatching(/^CLI036 22: "tags" is a number, and should be a text\.$/),
  ]);
});

test('what does not go together is told', async () => {
  const told = await tell({
    kind: 'aws',
    region: 'eu-west-1',
    encrypt: false,
    kmsKeys: { 'us-east-1': kmsKey },
    firmware: 'bios',
    tpm: true,
    shareSnapshots: true,
    channels: ['/images/{image}/stable'],
    promotions: ['/images/{image}/stable'],
  });
  expect(told).toEqual([
    expect.stringMatching(/"kmsKeys" are set, and "encrypt" is false/),
    expect.stringMatching(/a key for us-east-1, which is not among the regions/),
    expect.stringMatching(/"firmware" is "bios"; "tpm", "secureBoot"/),
    expect.stringMatching(/"promotions" has "\/images\/\{image\}\/stable", which is among "channels"/),
    expect.stringMatching(/"shareSnapshots" is set without "accounts"/),
  ]);
  expect(await tell({ kind: 'aws' })).toEqual([expect.stringMatching(/lacks "region", its home/)]);
});

test.each([
  [
    { newst: 5 },
    /^CLI036 6: "keep" has a setting that is wrong: "newst" is no setting .* Was "newest" meant\?$/,
  ],
  [{ newest: 0 }, /"newest" is 0, and should be a whole number from 1 on\.$/],
  [{ newest: '5' }, /"newest" is a text, and should be a whole number from 1 on\.$/],
  [{ newest: 1.5 }, /"newest" is 1\.5, and should be/],
  [{ for: 'ever' }, /"for" is "ever", which is not a time in hours, days or weeks: "90d"\.$/],
  [{ quarantine: '2w' }, /^CLI036 5: "keep" says nothing that keeps an image\. Say how many stay/],
  [{ newest: 1, quarantine: '0d' }, /"keep" has no quarantine: images are put aside/],
  [5, /"keep" is a number, and should be an object\.$/],
])('rules for keeping images that are %j are refused', async (keep, expected) => {
  const [first = '', ...others] = await tell({ kind: 'aws', region: 'eu-west-1', keep });
  expect(first).toMatch(expected);
  expect(others.filter((line) => !line.includes('says nothing'))).toEqual([]);
});

test('without rules all images stay', async () => {
  expect((await read({ kind: 'aws', region: 'eu-west-1' })).keep).toBeUndefined();
});

test.each([
  ['{"aws": {', /HCL/],
  ['[]', /CLI036.*no object of destinations/],
  ['{"AWS": {}, "aws": 3}', /CLI036.*called "AWS"[\s\S]*CLI036.*"aws" is no object/],
  ['{"aws": {}, "aws": {}}', /CLI036.*"aws" is there twice/],
])('a file that holds %s is refused', async (text, expected) => {
  const files = createMemoryFiles({ '/w/destinations.json': text });
  const failure = await readDestinations(files, '/w').catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('nothing was told');
  expect(failure.diagnostics.map(({ code, detail }) => `${code} ${detail}`).join('\n')).toMatch(expected);
});

test('a workspace without the file has no such destinations', async () => {
  expect(await readDestinations(createMemoryFiles({}), '/w')).toEqual(new Map());
});
