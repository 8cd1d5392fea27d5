import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isThere } from '../../../setup/machine';
import { type FakeAws, seedImage, startFakeAws } from '../index';

const withPacker = isThere('packer') ? test : test.skip;
const run = promisify(execFile);
const home = 'us-east-1';
const abroad = 'eu-west-1';

let fake: FakeAws;
let folder: string;
beforeAll(async () => {
  fake = await startFakeAws();
  await seedImage(fake.cloud, { region: home, traits: { name: 'al2023-ami-2026' } });
  folder = mkdtempSync(join(tmpdir(), 'fake-aws-packer-'));
});
afterAll(async () => {
  await fake.close();
  rmSync(folder, { recursive: true });
});

const builder = {
  type: 'amazon-ebs',
  region: home,
  skip_region_validation: true,
  instance_type: 't3.micro',
  communicator: 'none',
  source_ami_filter: { filters: { name: 'al2023*' }, owners: ['amazon'], most_recent: true },
  ami_name: 'packed',
  ami_users: ['210987654321'],
  snapshot_users: ['210987654321'],
  ami_regions: [abroad],
  tags: { team: 'images' },
  snapshot_tags: { kept: 'yes' },
};

/** What Packer says, a machine's words and all: the Go SDK of 2020 is behind it. */
async function build(): Promise<string> {
  const template = join(folder, 'template.json');
  writeFileSync(template, JSON.stringify({ builders: [{ ...builder, custom_endpoint_ec2: fake.endpoint }] }));
  const { stdout } = await run('packer', ['build', '-color=false', template], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CHECKPOINT_DISABLE: '1',
      AWS_POLL_DELAY_SECONDS: '1',
      AWS_ACCESS_KEY_ID: fake.key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: fake.key.secretAccessKey,
    },
  });
  return stdout;
}

withPacker(
  "Debian's Packer makes an image of a machine, copies it, and leaves nothing else (needs packer)",
  async () => {
    expect(await build()).toContain('AMIs were created');
    for (const region of [home, abroad].map(fake.cloud.region)) {
      const image = region.images.all().find(({ traits }) => traits.name === 'packed');
      expect(image).toMatchObject({ state: 'available', launchPermissions: [{ UserId: '210987654321' }] });
      expect(Object.fromEntries(image?.tags ?? [])).toEqual({ team: 'images' });
      const snapshot = region.snapshots.find(image?.traits.mappings[0]?.Ebs?.SnapshotId ?? '');
      expect(snapshot).toMatchObject({ state: 'completed', sharedWith: new Set(['210987654321']) });
      expect(Object.fromEntries(snapshot?.tags ?? [])).toEqual({ team: 'images', kept: 'yes' });
    }
    const { instances, keyPairs, volumes } = fake.cloud.region(home).compute;
    expect(instances.all().map(({ state }) => state)).toEqual(['terminated']);
    expect([keyPairs.all(), volumes.all()]).toEqual([[], []]);
    expect(fake.log.calls.filter(({ error }) => error !== undefined)).toEqual([]);
  },
);
