import { Failure } from '@strata/diagnostics';
import { listThings, type OpenedBuild, openBuild } from '../../testing/open-build';
import { runEbs } from '../../testing/run-ebs';

const KEY = 'alias/images';

/** Runs a build whose step may be tried again once, as who is asked answers `r`. */
function runAskingOnce(
  build: OpenedBuild,
  given: Readonly<Record<string, unknown>>,
  beforeRetry: () => void = () => {},
) {
  const failed: string[] = [];
  const step = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Failure) || failed.includes(name)) throw error;
      failed.push(name);
      beforeRetry();
      return run();
    }
  };
  return { failed, ended: runEbs(build, given, { context: { ...build.machine, step } }) };
}

const getImages = ({ fake }: OpenedBuild, region: string) =>
  fake.cloud
    .region(region)
    .images.all()
    .filter(({ traits }) => traits.name === 'web-1');

/** Lets AWS fail at the first image that a build makes of its machine. */
function failFirstImage(build: OpenedBuild): OpenedBuild['machine'] {
  let isFirst = true;
  const { say } = build.machine.reporter;
  const reporter = {
    ...build.machine.reporter,
    say: (message: string) => {
      say(message);
      if (!isFirst || !message.startsWith('Waiting for AMI')) return;
      isFirst = false;
      for (const image of getImages(build, 'eu-central-1')) image.state = 'failed';
    },
  };
  return { ...build.machine, reporter };
}

test('an image that AWS failed at is made anew when the step is tried again, and the first is gone', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const { failed, ended } = runAskingOnce({ ...build, machine: failFirstImage(build) }, {});
  const artifact = await ended;
  await build.undo();
  expect(failed).toEqual(['stepCreateAMI']);
  const [image, ...others] = getImages(build, 'eu-central-1');
  expect([image?.state, others, artifact?.id]).toEqual(['available', [], `eu-central-1:${image?.id}`]);
  expect(listThings(build).filter((id) => !before.includes(id))).toHaveLength(2);
});

test('of copies those alone are made anew that failed', async () => {
  await using build = await openBuild();
  const before = listThings(build);
  const regions = ['us-east-1', 'eu-west-1'];
  const given = {
    ami_regions: regions,
    encrypt_boot: true,
    kms_key_id: 'alias/aws/ebs',
    region_kms_key_ids: { 'us-east-1': KEY, 'eu-west-1': '' },
  };
  const { failed, ended } = runAskingOnce(build, given, () =>
    build.fake.cloud.region('us-east-1').kms.add(build.fake.key.caller.account, KEY),
  );
  await ended;
  await build.undo();
  expect(failed).toEqual(['StepAMIRegionCopy']);
  const copied = build.fake.log.of('CopyImage').map(({ region }) => region);
  expect([...copied].sort()).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1', 'us-east-1']);
  for (const region of regions)
    expect(getImages(build, region).map(({ state }) => state)).toEqual(['available']);
  expect(listThings(build).filter((id) => !before.includes(id))).toHaveLength(6);
});
