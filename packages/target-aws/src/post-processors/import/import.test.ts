import { compareWithSnapshot } from '../../testing/disk-files';
import { getProblem } from '../../testing/get-problem';
import { listThings } from '../../testing/open-build';
import { type OpenedImport, openImport } from '../../testing/open-import';
import { importSchema } from './schema';

const REGION = 'eu-central-1';
const CONTENT = { 0: 'boot', 7: 'root', 40: 'data' };

let opened: OpenedImport;
beforeEach(async () => {
  opened = await openImport();
});
afterEach(() => opened[Symbol.asyncDispose]());

async function importDisk(given: Readonly<Record<string, unknown>> = {}) {
  const path = await opened.disks.write('golden.raw', CONTENT);
  const { artifact, input } = await opened.run([path], { ami_name: 'golden', ...given });
  const [image, ...others] = opened.fake.cloud.region(REGION).images.all();
  const [snapshot] = opened.fake.cloud.region(REGION).snapshots.all();
  if (!image || !snapshot || others.length > 0) throw new Error('there is not one image');
  return { artifact, input, image, snapshot, path };
}

test('a raw disk becomes an image, which goes on in its place', async () => {
  const { artifact, input, image, snapshot, path } = await importDisk({ tags: { team: 'web' } });
  expect(await compareWithSnapshot(opened.fake, { region: REGION, id: snapshot.id, path })).toEqual([]);
  expect(opened.fake.log.of('PutSnapshotBlock')).toHaveLength(3);
  expect(image).toMatchObject({ state: 'available', traits: { name: 'golden', bootMode: 'legacy-bios' } });
  expect(image.tags.get('team')).toBe('web');
  expect(snapshot.tags.get('team')).toBe('web');
  expect(artifact).toMatchObject({
    builderId: 'packer.post-processor.amazon-import',
    id: `${REGION}:${image.id}`,
    files: [],
  });
  expect(input).toBe('discard');
  await opened.ledger.undo();
  expect(listThings(opened)).toHaveLength(2);
  await artifact.remove?.();
  expect(listThings(opened)).toEqual([]);
});

test('every option is followed', async () => {
  const { account } = opened.fake.key.caller;
  const key = opened.fake.cloud.region(REGION).kms.add(account, 'alias/images');
  const { image, snapshot } = await importDisk({
    architecture: 'arm64',
    ami_description: 'Golden, imported',
    ami_users: ['111122223333'],
    ami_encrypt: true,
    ami_kms_key: 'alias/images',
    imds_support: 'v2.0',
    platform: 'linux',
  });
  expect(image.traits).toMatchObject({
    ...{ architecture: 'arm64', bootMode: 'uefi', imdsSupport: 'v2.0', description: 'Golden, imported' },
  });
  expect(image.launchPermissions).toEqual([{ UserId: '111122223333' }]);
  expect(snapshot.kmsKeyId).toBe(key.arn);
});

test('a name that nobody gives has the build and the time in it', async () => {
  const { image } = await importDisk({ ami_name: undefined });
  expect(image.traits.name).toMatch(/^import-golden-\d+$/);
});

test('what is about S3 is taken, and told not to be used', async () => {
  await importDisk({ s3_bucket_name: 'images', role_name: 'vmimport', skip_clean: false });
  expect(opened.told).toContain(
    'The disk goes to EBS directly, so that nothing is done with s3_bucket_name, role_name.',
  );
});

test('an artifact without such a file is told, before anybody logs in', async () => {
  expect(await getProblem(opened.run(['out/disk.qcow2']))).toMatch(
    /^AWS072 No file .* ends in \.raw: its files are out\/disk\.qcow2\. Say in format/,
  );
  expect(await getProblem(opened.run([], { format: 'ova' }))).toMatch(/^AWS072 .*it has no files/);
  expect(opened.fake.log.calls).toEqual([]);
});

test('a name that is taken is told before the upload', async () => {
  await importDisk();
  const path = await opened.disks.write('other.raw', CONTENT);
  opened.fake.log.clear();
  expect(await getProblem(opened.run([path], { ami_name: 'golden' }))).toMatch(/^AWS014 .*'golden' is used/);
  expect(opened.fake.log.mutating()).toEqual([]);
});

const rule = (options: Readonly<Record<string, unknown>>) =>
  importSchema.rules.flatMap((each) =>
    each(
      options,
      () => undefined,
      (name, value) => `${name} = ${value}`,
    ).map(({ code, detail }) => `${code} ${detail}`),
  );

test.each([
  [{ ami_kms_key: 'alias/x' }, /^AWS030 .*`ami_encrypt` is not true/],
  [{ ami_encrypt: true, ami_users: ['111122223333'] }, /^AWS031 `ami_users` .*default key/],
  [{ architecture: 'arm64', boot_mode: 'legacy-bios' }, /^AWS031 .*UEFI alone/],
  [{ platform: 'windows' }, /^AWS032 .*"windows"/],
  [{ ami_name: 'a*b' }, /^AWS032 .*"\*" cannot stand/],
  [{ imds_support: 'v1.0' }, /^AWS032 .*v1\.0/],
  [{ access_key: 'x' }, /^AWS030 .*`secret_key`/],
])('options that cannot be followed are told: %j', (options, expected) => {
  expect(rule(options)).toEqual([expect.stringMatching(expected)]);
});

test('options that go together are not', () => {
  expect(rule({ ami_encrypt: true, ami_kms_key: 'alias/x', ami_users: ['1'], platform: 'Linux' })).toEqual(
    [],
  );
});
