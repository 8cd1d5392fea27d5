import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeAws, type LoggedCall, startFakeAws } from '../../../../tools/fakes/aws';
import { getFakeVariables } from '../../../target-aws/src/testing/open-fake';
import { compareSnapshots } from '../testing/changed-bytes';
import {
  createPublishedExamples,
  images,
  type PublishedExamples,
  stands,
  touched,
  untouched,
} from '../testing/published-examples';

// Cold builds of the examples take two minutes, and their disks some more to be sent.
const PATIENCE = 1_200_000;
const [home, ...others] = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;
const regions = [home, ...others];
const blockBytes = 512 * 1024;

let fake: FakeAws;
let workspace: PublishedExamples;
beforeAll(async () => {
  fake = await startFakeAws();
  const channels = ['/images/{image}/stable'];
  workspace = createPublishedExamples(
    { kind: 'aws', region: home, regions, channels },
    getFakeVariables(fake),
  );
});
afterAll(async () => {
  workspace?.remove();
  await fake?.close();
});

async function nx(...args: readonly string[]): Promise<string> {
  fake.log.clear();
  return await workspace.run(...args);
}

function publishAll(): Promise<string> {
  fake.log.clear();
  return workspace.publishAll();
}

/** Ids of an image in a region, as its channel and its tags say. */
function getStanding(region: string, image: string) {
  const { images: table, parameters } = fake.cloud.region(region);
  const channel = [...parameters.values()].find(({ name }) => name === `/images/${image}/stable`);
  const own = table.all().filter(({ tags }) => tags.get('strata:image') === image);
  return { ids: own.map(({ id }) => id), channel: channel?.current?.value };
}

const listStandings = (names: readonly string[]) =>
  regions.flatMap((region) => names.map((image) => getStanding(region, image)));

const getSnapshots = (image: string) =>
  fake.cloud
    .region(home)
    .snapshots.all()
    .filter(({ tags }) => tags.get('strata:image') === image);

/** Whether a call names an image: itself, or one of its versions. */
const isAbout = (name: string, { input }: LoggedCall) =>
  new RegExp(`"${name}-[0-9a-f]+"|/images/${name}/stable`).test(JSON.stringify(input));

/** Where in the order of all calls an action was called for an image. */
const findCalls = (action: string, name: string) =>
  fake.log.calls.flatMap((call, at) => (call.action === action && isAbout(name, call) ? [at] : []));

test(
  'the example images are published to three regions by one command, none before those that it stands on',
  async () => {
    await publishAll();
    for (const standing of listStandings(images)) {
      expect(standing.ids).toHaveLength(1);
      expect(standing.channel).toBe(standing.ids[0]);
    }
    for (const [parent, child] of stands) {
      const moved = findCalls('PutParameter', parent);
      const [begun = 0] = findCalls('StartSnapshot', child);
      expect(moved).toHaveLength(regions.length);
      expect(Math.max(...moved)).toBeLessThan(begun);
    }
  },
  PATIENCE,
);

const listDescribes = () => fake.log.reading().map(({ action, region }: LoggedCall) => `${region} ${action}`);

test(
  'a second run changes nothing, and asks no more for four images than for one',
  async () => {
    const output = await publishAll();
    expect(output.match(/nothing to do, it is/g)).toHaveLength(images.length);
    expect(fake.log.mutating()).toEqual([]);
    const asked = listDescribes();
    expect(asked.length).toBeGreaterThan(0);
    await nx('run', 'golden:publish-image', '-c', 'aws');
    expect(listDescribes().sort()).toEqual(asked.sort());
  },
  PATIENCE,
);

test(
  'a change in webapp is sent as what it changed, and leaves golden and middleware alone',
  async () => {
    const before = listStandings(untouched);
    workspace.changeWebapp();
    await publishAll();
    expect(listStandings(untouched)).toEqual(before);
    for (const name of untouched)
      expect(fake.log.mutating().filter((call) => isAbout(name, call))).toEqual([]);
    for (const name of touched) {
      const [old, now, ...more] = getSnapshots(name);
      if (!old || !now) throw new Error(`${name} was not published anew`);
      expect(more).toEqual([]);
      const sent = fake.log
        .of('PutSnapshotBlock')
        .filter(({ input }) => Object(input).SnapshotId === now.id).length;
      const changed = await compareSnapshots(fake, old, now);
      expect(changed.inBlocks).toBeGreaterThan(0);
      expect((sent * blockBytes) / changed.inBlocks).toBeLessThanOrEqual(1.2);
    }
  },
  PATIENCE,
);

test(
  'what reads where golden was published waits for that, once a destination is chosen',
  async () => {
    workspace.write({
      'images/probe/image.pkr.hcl': `data "strata-image" "golden" { project = "golden" }

source "rootfs" "probe" { from = data.strata-image.golden.layers }

build {
  sources = ["source.rootfs.probe"]
  provisioner "shell" {
    inline  = ["echo \${data.strata-image.golden.ami["${home}"]} >/etc/parent"]
    network = false
  }
}
`,
    });
    // Nothing but a publication tells where golden is.
    rmSync(join(workspace.root, 'images/golden/dist/rootfs.golden.published.json'));
    const without = await workspace.nx('run', 'probe:build-image', '--output-style=static');
    expect(without.output).toContain('golden is not published, since no destination was chosen');
    expect(without.output).toMatch(/golden was not published/);
    expect(without.code).toBe(1);
    expect(await nx('run', 'probe:build-image', '-c', 'aws')).toContain('nothing to do, it is');
    expect(workspace.read('images/probe/dist/rootfs.probe.receipt.json')).toContain('diffId');
  },
  PATIENCE,
);
