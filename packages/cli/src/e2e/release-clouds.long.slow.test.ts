import { type FakeAzure, startFakeAzure } from '../../../../tools/fake-azure/start';
import { type FakeAws, startFakeAws } from '../../../../tools/fakes/aws';
import { getFakeVariables } from '../../../target-aws/src/testing/open-fake';
import { addBootableImage } from '../testing/bootable-image';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

// Disks are made and uploaded twice, beside other tests.
const PATIENCE = 900_000;
const awsRegions = ['eu-central-1', 'eu-west-1'];
const azureRegions = ['westeurope', 'northeurope'];
const versionType = 'Microsoft.Compute/galleries/images/versions';
const accounts = ['111122223333'];

let workspace: WorkspaceFixture;
let aws: FakeAws;
let azure: FakeAzure;
beforeAll(async () => {
  aws = await startFakeAws({ regions: awsRegions });
  azure = await startFakeAzure();
  workspace = createWorkspaceFixture();
  addBootableImage(workspace, 'box', shellSteps('echo box > /etc/box'));
  workspace.child('web', 'box', shellSteps('echo web > /etc/web'));
  workspace.write(
    'destinations.json',
    JSON.stringify({
      aws: {
        ...{ kind: 'aws', region: awsRegions[0], regions: awsRegions, firmware: 'uefi' },
        ...{ channels: ['/images/{image}/stable'], accounts },
      },
      azure: {
        ...{ kind: 'azure', location: 'westeurope', regions: azureRegions, version: '1.0', firmware: 'uefi' },
        ...{ resourceGroup: 'images', gallery: 'acme', storageAccount: azure.azurite.account },
      },
    }),
  );
  await build();
}, PATIENCE);
afterAll(async () => {
  workspace[Symbol.dispose]();
  await azure[Symbol.asyncDispose]();
  await aws.close();
});
beforeEach(() => {
  aws.log.clear();
  azure.arm.log.clear();
});

async function build(): Promise<void> {
  const { code, out, err } = await workspace.strata('build', 'images/web');
  if (code !== 0) throw new Error(out + err);
}

function release(...flags: readonly string[]) {
  const variables = { ...getFakeVariables(aws), ...azure.variables };
  const untested = ['-without-tests=box', '-without-tests=web'];
  const args = ['release', '-to=aws', '-to=azure', ...untested, ...flags, 'images/web', 'images/box'];
  return workspace.strataWith(variables, ...args);
}

/** What others can see: values of channels, images that are shared, versions that are not kept from the latest. */
const getSeen = () => ({
  channels: awsRegions.map((region) =>
    Object.fromEntries(
      [...aws.cloud.region(region).parameters.values()].map(({ name, current }) => [name, current?.value]),
    ),
  ),
  shared: awsRegions.map((region) =>
    aws.cloud
      .region(region)
      .images.all()
      .filter(({ launchPermissions }) => launchPermissions.length > 0)
      .map(({ id }) => id),
  ),
  latest: getVersions().filter((each) => !each.endsWith('hidden')),
});

const getVersions = () =>
  azure.arm.cloud.resources
    .ofType(versionType)
    .map(({ id, properties }) => {
      const { excludeFromLatest: isHidden } = Object(properties).publishingProfile;
      return `${id.split('/').at(-3)} ${id.split('/').at(-1)}${isHidden ? ' hidden' : ''}`;
    })
    .sort();
const countImages = () => awsRegions.map((region) => aws.cloud.region(region).images.all().length);
const nothing = { channels: [{}, {}], shared: [[], []], latest: [] };
const countChanges = () => aws.log.mutating().length + azure.arm.log.mutating().length;

test(
  'a family of which a region of one cloud fails is seen in neither, and is released to both when that is mended',
  async () => {
    // The first copy there is that of the parent.
    aws.faults.add({
      ...{ action: 'CopyImage', region: 'eu-west-1', skip: 1 },
      ...{ code: 'UnauthorizedOperation', status: 403 },
    });
    const failed = await release('-on-error=abort');
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining('eu-west-1')]);
    expect(failed.out).toContain('box: azure: sent, and not to be seen yet');
    expect(failed.out).toMatch(/\nNothing of the set can be seen\. The next run goes on .*\n$/);
    expect(getSeen()).toEqual(nothing);
    expect([countImages(), getVersions()]).toEqual([[2, 1], ['box 1.0.0 hidden']]);

    aws.log.clear();
    const mended = await release();
    if (mended.code !== 0) throw new Error(mended.out + mended.err);
    expect(aws.log.of('CopyImage')).toHaveLength(1);
    const [home] = aws.cloud.region('eu-central-1').images.all();
    const seen = getSeen();
    expect(seen.channels.map((each) => Object.keys(each))).toEqual(
      awsRegions.map(() => ['/images/box/stable', '/images/web/stable']),
    );
    expect(seen.channels[0]).toMatchObject({ '/images/box/stable': home?.id });
    expect(seen.shared.map((all) => all.length)).toEqual([2, 2]);
    expect(seen.latest).toEqual(['box 1.0.0', 'web 1.0.0']);
  },
  PATIENCE,
);

test(
  'a second run changes nothing in either cloud and says so',
  async () => {
    const again = await release();
    expect([again.code, countChanges()]).toEqual([0, 0]);
    expect(again.out).toMatch(/\nNothing to do: the whole set is as it should be\.\n$/);
  },
  PATIENCE,
);

test(
  'one that fails while it is revealed is put back in both clouds, and what was made of it is removed',
  async () => {
    const before = getSeen();
    addBootableImage(workspace, 'box', shellSteps('echo other > /etc/box'));
    await build();
    const put = /^PUT .*\/images\/web\/versions\/1\.0\.1$/;
    azure.arm.faults.add({ match: put, skip: 1, code: 'AuthorizationFailed', status: 403 });
    const failed = await release();
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('web: aws: revealed\n');
    expect(failed.out).toMatch(/\nNothing of the set can be seen\. What was made of it was removed\.\n$/);
    expect(getSeen()).toEqual(before);
    expect([countImages(), getVersions()]).toEqual([
      [2, 2],
      ['box 1.0.0', 'web 1.0.0'],
    ]);
    expect((await workspace.strata('sweep')).out).toBe('Nothing was left behind.\n');
  },
  PATIENCE,
);
