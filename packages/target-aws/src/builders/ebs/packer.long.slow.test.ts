import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fillIn } from '@strata/sdk/testing';
import { isThere } from '../../../../../tools/setup/machine';
import { type OpenedBuild, openBuild } from '../../testing/open-build';
import { createEbsBuilder } from './builder';
import { type EbsOptions, ebsSchema } from './schema';

const withPacker = isThere('packer') ? test : test.skip;
const run = promisify(execFile);

const HOME = 'eu-central-1';
const ABROAD = 'us-east-1';

/** One template for both. Debian's Packer is of 2020, and asks EC2 alone. */
const getTemplate = ({ fake, sourceId }: OpenedBuild) => ({
  region: HOME,
  custom_endpoint_ec2: fake.endpoint,
  skip_region_validation: true,
  instance_type: 't3.micro',
  communicator: 'none',
  temporary_key_pair_name: 'both',
  temporary_security_group_source_cidrs: ['203.0.113.7/32'],
  source_ami: sourceId,
  ami_name: 'both-1',
  ami_description: 'of {{ .SourceAMIName }}',
  ami_users: ['111122223333'],
  ami_regions: [ABROAD],
  run_tags: { Team: 'web', Name: 'builder' },
  tags: { Name: 'both', Base: '{{ .SourceAMI }}' },
  snapshot_tags: { Kept: 'yes' },
});

async function runPacker(build: OpenedBuild): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-packer-'));
  const template = join(folder, 'template.json');
  const { key } = build.fake;
  try {
    await writeFile(template, JSON.stringify({ builders: [{ type: 'amazon-ebs', ...getTemplate(build) }] }));
    await run('packer', ['build', '-color=false', template], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        CHECKPOINT_DISABLE: '1',
        AWS_POLL_DELAY_SECONDS: '1',
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runStrata(build: OpenedBuild): Promise<void> {
  // Packer of 2020 keeps them from the image; that of today does not.
  const given = { ...getTemplate(build), skip_ami_run_tags: true };
  const options = fillIn(ebsSchema, given) as EbsOptions;
  await createEbsBuilder(build.means).build(build.machine, options, async () => {});
  await build.undo();
}

/** Changes in order. Packer goes through regions in any. */
const getChanges = ({ fake }: OpenedBuild) =>
  fake.log
    .mutating()
    .map(({ action }) => action)
    .filter((action, index, all) => action !== all[index - 1]);

/** What of an image its users see. */
function describeImages({ fake }: OpenedBuild) {
  return [HOME, ABROAD].map((name) => {
    const region = fake.cloud.region(name);
    const image = region.images.all().find(({ traits }) => traits.name === 'both-1');
    const snapshot = region.snapshots.find(image?.traits.mappings[0]?.Ebs?.SnapshotId ?? '');
    return {
      name,
      permissions: image?.launchPermissions,
      state: [image?.state, snapshot?.state],
      tags: Object.keys(Object.fromEntries(image?.tags ?? []))
        .filter((key) => !key.startsWith('strata:'))
        .sort(),
      snapshotTags: Object.keys(Object.fromEntries(snapshot?.tags ?? []))
        .filter((key) => !key.startsWith('strata:'))
        .sort(),
      base: image?.tags.get('Base')?.replace(/^ami-.*/u, 'ami'),
    };
  });
}

withPacker(
  "Debian's Packer and this make the same of a template, by calls that differ where they are told to (needs packer)",
  async () => {
    await using packer = await openBuild();
    await using strata = await openBuild();
    await runPacker(packer);
    await runStrata(strata);
    const machine = ['CreateSecurityGroup', 'AuthorizeSecurityGroupIngress', 'RunInstances', 'StopInstances'];
    const end = ['TerminateInstances', 'DeleteSecurityGroup', 'DeleteKeyPair'];
    const image = ['CreateImage', 'CopyImage', 'ModifyImageAttribute'];
    expect(getChanges(packer)).toEqual(['CreateKeyPair', ...machine, ...image, 'CreateTags', ...end]);
    // The key is made here; nobody connects, so that nobody is let in; tags come with what they are on.
    const closed = machine.filter((action) => !action.startsWith('Authorize'));
    expect(getChanges(strata)).toEqual(['ImportKeyPair', ...closed, ...image, ...end]);
    expect(describeImages(strata)).toEqual(describeImages(packer));
  },
  120_000,
);
