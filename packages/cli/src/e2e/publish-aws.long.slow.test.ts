import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeAws, startFakeAws } from '../../../../tools/fakes/aws';
import { fifteenRegions } from '../../../target-aws/src/testing/fifteen-regions';
import { getFakeVariables } from '../../../target-aws/src/testing/open-fake';
import { addBootableImage } from '../testing/bootable-image';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

// Disks are made and uploaded, beside other tests.
const PATIENCE = 600_000;
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1'];

let workspace: WorkspaceFixture;
let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws({ regions: fifteenRegions });
  workspace = createWorkspaceFixture();
  addBootableImage(workspace, 'box', shellSteps('echo box > /etc/box'));
  workspace.child('web', 'box', shellSteps('echo web > /etc/web'));
  workspace.write(
    'destinations.json',
    JSON.stringify({
      aws: { kind: 'aws', region: regions[0], regions, channels: ['/images/{image}/stable'] },
      wide: {
        ...{ kind: 'aws', region: regions[0], regions: fifteenRegions },
        channels: ['/images/{image}/stable'],
      },
    }),
  );
  await build('web');
}, PATIENCE);
afterAll(async () => {
  workspace[Symbol.dispose]();
  await fake.close();
});
beforeEach(() => fake.log.clear());

async function build(name: string): Promise<void> {
  const { code, out, err } = await workspace.strata('build', `images/${name}`);
  if (code !== 0) throw new Error(out + err);
}

/** A publication that may fail. */
function tryPublish(name: string, destination: string, ...flags: readonly string[]) {
  const args = ['publish', `-to=${destination}`, `-without-tests=${name}`, ...flags, `images/${name}`];
  return workspace.strataWith(getFakeVariables(fake), ...args);
}

async function publish(name: string, ...flags: readonly string[]) {
  const ended = await tryPublish(name, 'aws', ...flags);
  if (ended.code !== 0) throw new Error(ended.out + ended.err);
  return ended;
}

const countPuts = () => fake.log.of('PutSnapshotBlock').length;

test(
  'images are published to three regions, a child as what it adds, and again without a change',
  async () => {
    const dry = await publish('box', '-dry-run');
    expect(dry.out).toMatch(/^aws: to do: upload and register box-[0-9a-f]{12} in eu-central-1; copy it to /);
    expect(fake.log.mutating()).toEqual([]);

    const first = await publish('box');
    expect(first.out).toMatch(/^aws: published as arn:aws:ec2:eu-central-1::image\/ami-\w+ and 2 more/);
    const whole = countPuts();
    await publish('web');
    expect(countPuts() - whole).toBeLessThan(whole / 4);
    for (const region of regions) {
      const images = fake.cloud.region(region).images.all();
      expect(images.map(({ state }) => state)).toEqual(['available', 'available']);
      expect([...fake.cloud.region(region).parameters.values()].map(({ name }) => name)).toEqual([
        '/images/box/stable',
        '/images/web/stable',
      ]);
    }

    fake.log.clear();
    const again = await publish('box');
    expect(again.out).toMatch(/^aws: nothing to do, it is arn:.* and 2 more already\n$/);
    await publish('web');
    expect(fake.log.mutating()).toEqual([]);
    const verified = await workspace.strataWith(getFakeVariables(fake), 'verify', 'images/box');
    expect(verified.out.match(/, as published/g)).toHaveLength(regions.length);
  },
  PATIENCE,
);

test(
  'a change is sent as what it changed, and leaves the parent alone',
  async () => {
    workspace.child('web', 'box', shellSteps('echo other > /etc/web'));
    await build('web');
    const { out } = await publish('web');
    expect(out).toContain('upload and register web-');
    expect(countPuts()).toBeGreaterThan(0);
    expect(countPuts()).toBeLessThan(20);
    const box = await publish('box');
    expect(box.out).toContain('nothing to do');
  },
  PATIENCE,
);

test(
  'an upload that is killed goes on with what is missing',
  async () => {
    addBootableImage(workspace, 'other', shellSteps('echo other > /etc/other'));
    await build('other');
    const sent = 20;
    fake.faults.add({
      action: 'PutSnapshotBlock',
      skip: sent,
      times: Number.MAX_SAFE_INTEGER,
      hang: 'before',
    });
    const args = ['publish', '-to=aws', '-without-tests=other', 'images/other'];
    let kill = () => {};
    const killed = workspace.run(getFakeVariables(fake), args, (pid) => {
      if (pid !== undefined) kill = () => process.kill(pid, 'SIGKILL');
    });
    while (!fake.log.calls.some(({ error }) => error === 'hang')) await sleep(50);
    // Time for the blocks that were sent to be noted.
    await sleep(1000);
    kill();
    expect((await killed).signal).toBe('SIGKILL');

    fake.faults.clear();
    fake.log.clear();
    const { out } = await publish('other');
    expect(out).toContain('published as');
    expect(fake.log.of('StartSnapshot')).toEqual([]);
    const [snapshot] = fake.cloud
      .region(regions[0] ?? '')
      .snapshots.all()
      .filter(({ tags }) => tags.get('strata:image') === 'other');
    expect(snapshot?.state).toBe('completed');
    expect(countPuts()).toBe((snapshot?.blocks.own().size ?? 0) - sent);
  },
  PATIENCE,
);

test(
  'of fifteen regions one fails: fourteen are kept, and the next run copies to the one alone, without a build',
  async () => {
    addBootableImage(workspace, 'wide', shellSteps('echo wide > /etc/wide'));
    await build('wide');
    const built = workspace.read('images/wide/dist/rootfs.wide.receipt.json');
    const code = 'UnauthorizedOperation';
    fake.faults.add({ action: 'CopyImage', region: 'sa-east-1', code, status: 403 });
    const failed = await tryPublish('wide', 'wide');
    expect(failed.code).toBe(1);
    expect(failed.err).toMatch(/sa-east-1/);
    const countWide = () =>
      fifteenRegions.map(
        (region) =>
          fake.cloud
            .region(region)
            .images.all()
            .filter(({ tags }) => tags.get('strata:image') === 'wide').length,
      );
    expect(countWide().filter((count) => count === 1)).toHaveLength(fifteenRegions.length - 1);
    expect(fake.log.of('PutParameter')).toEqual([]);

    fake.log.clear();
    const { code: second } = await tryPublish('wide', 'wide');
    expect(second).toBe(0);
    expect(countWide()).toEqual(fifteenRegions.map(() => 1));
    const done = fake.log.mutating().map(({ action, region }) => `${action} ${region}`);
    expect(done.filter((call) => !call.startsWith('PutParameter'))).toEqual([
      'CopyImage sa-east-1',
      // The tag says that its publication is over.
      'CreateTags sa-east-1',
    ]);
    expect(done).toHaveLength(2 + fifteenRegions.length);
    expect(workspace.read('images/wide/dist/rootfs.wide.receipt.json')).toBe(built);
  },
  PATIENCE,
);
