import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeAws, seedImage, startFakeAws } from '../../../../tools/fakes/aws';
import { runInFolder } from '../testing/run-in-folder';

const root = mkdtempSync(join(tmpdir(), 'strata-collect-image-'));
const day = 86_400_000;
const regions = ['eu-central-1', 'us-east-1'];
const destinations = {
  aws: {
    ...{ kind: 'aws', region: regions[0], regions, channels: ['/images/{image}/candidate'] },
    promotions: ['/images/{image}/stable'],
    keep: { newest: 1, for: '30d', quarantine: '2w' },
  },
  plain: { kind: 'aws', region: regions[0] },
};

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
  mkdirSync(join(root, 'images/web'), { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'destinations.json'), JSON.stringify(destinations));
  writeFileSync(
    join(root, 'images/web/web.pkr.hcl'),
    'variable "release" {}\nsource "rootfs" "web" {\n  from = var.release\n}\nbuild {\n  sources = ["rootfs.web"]\n}\n',
  );
  for (const region of regions) for (const age of [100, 50, 1]) await seed(region, age);
});
afterAll(async () => {
  rmSync(root, { recursive: true });
  await fake.close();
});
beforeEach(() => fake.log.clear());

function seed(region: string, age: number): Promise<string> {
  return seedImage(fake.cloud, {
    ...{ region, owner: '123456789012', isPublic: false, created: new Date(Date.now() - age * day) },
    traits: { name: `web ${age}` },
    tags: {
      'strata:image': 'web',
      'strata:key': `key ${age}`,
      'strata:build-id': `publish.aws.web.${age}`,
      'strata:disk': `disk ${age}`,
    },
  });
}

const collect = (...args: readonly string[]) => run('collect-image', ...args);

function run(...args: readonly string[]) {
  return runInFolder(root, args, {
    AWS_ENDPOINT_URL: fake.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: fake.key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fake.key.secretAccessKey,
  });
}

test('what would be done is told first and changes nothing; with -yes it is done, once', async () => {
  const dry = await collect();
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out.match(/^ {2}put aside {2}web (?:100|50) .*$/gm)).toHaveLength(4);
  expect(dry.out).toContain('\naws: 6 images, 4 to put aside, 2 to stay as they are\n');
  expect(dry.out).toMatch(/\nNothing was changed\. To do it, add -yes\.\n$/);
  expect(fake.log.mutating()).toEqual([]);

  const done = await collect('-to=aws', '-yes', 'images/web');
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out.match(/^aws: web (?:100|50) \(ami-\w+ in [\w-]+\) put aside$/gm)).toHaveLength(4);
  const images = regions.flatMap((region) => fake.cloud.region(region).images.all());
  expect(images.filter(({ state }) => state === 'disabled')).toHaveLength(4);

  expect((await collect()).out).toMatch(/to stay as they are\n$/);
  fake.log.clear();
  const again = await collect('-yes');
  expect(again.out).toContain('aws: 6 images, 4 put aside already, 2 to stay as they are\n');
  expect(fake.log.mutating()).toEqual([]);
});

test('a version is promoted and deprecated in all regions, once, and stays then', async () => {
  const promote = ['promote', '-to=aws', '-channel=stable', '-version=web 1'];
  const dry = await run(...promote, '-dry-run', 'images/web');
  expect(
    dry.out.match(/^aws: to do: point \/images\/web\/stable at web 1 \(ami-\w+\) in [\w-]+$/gm),
  ).toHaveLength(2);
  expect(fake.log.mutating()).toEqual([]);
  expect((await run(...promote, 'images/web')).out.match(/^aws: done: /gm)).toHaveLength(2);
  expect(await run(...promote, 'images/web')).toEqual({
    ...{ code: 0, err: '' },
    out: 'aws: nothing to do, web is so already\n',
  });
  const deprecate = ['deprecate', '-to=aws', '-version=web 1', '-at=2034-01-31', 'images/web'];
  expect((await run(...deprecate)).out).toContain(
    'aws: done: deprecate web 1 in us-east-1 from 2034-01-31T00:00:00.000Z on\n',
  );
  expect((await collect('-all')).out).toMatch(/^ {2}stays .* the channel \/images\/web\/stable holds it$/m);
});

test.each([
  [['promote', '-to=aws', 'images/web'], /CLI037.*\n?[\s\S]*which channel/],
  [['promote', '-channel=stable', 'images/web'], /CLI031[\s\S]*There are: aws, plain/],
  [['promote', '-to=aws', '-channel=beta', 'images/web'], /CLI037[\s\S]*\/images\/\{image\}\/stable/],
  [['promote', '-to=aws', '-channel=stable', 'images/web'], /AWS090[\s\S]*that this workspace published/],
  [['deprecate', '-to=aws', '-at=2034-01-31', 'images/web'], /CLI004[\s\S]*which version/],
  [['deprecate', '-to=aws', '-version=1', '-at=2004-01-31', 'images/web'], /CLI004[\s\S]*is over/],
  [['deprecate', '-to=aws', '-version=1', 'images/web'], /CLI004[\s\S]*Neither -at nor -cancel/],
])('%j is refused', async (args, expected) => {
  const { code, err } = await run(...args);
  expect(code).toBe(1);
  expect(err.replaceAll(/\s+/g, ' ')).toMatch(expected);
  expect(fake.log.mutating()).toEqual([]);
});

test('what the workspace published last stays, and is verified at one destination alone', async () => {
  const [region = ''] = regions;
  const image = fake.cloud
    .region(region)
    .images.all()
    .find(({ traits }) => traits.name === 'web 1');
  const reference = `arn:aws:ec2:${region}::image/${image?.id}`;
  const published = [{ name: `aws ${region}`, reference }];
  mkdirSync(join(root, 'images/web/dist'));
  writeFileSync(
    join(root, 'images/web/dist/rootfs.web.published.json'),
    JSON.stringify({ schema: 1, source: 'rootfs.web', published }),
  );
  expect((await collect('-all')).out).toContain('the workspace says that it is what was published last');
  expect((await run('verify', '-to=aws', 'images/web')).out).toMatch(/^aws eu-central-1: /);
  expect(await run('verify', '-to=plain', 'images/web')).toMatchObject({
    ...{ code: 1, out: '' },
    err: expect.stringContaining('CLI030'),
  });
});

test('programs get the same as JSON, or as events', async () => {
  const { out } = await collect('-json');
  const { done, destinations: all } = JSON.parse(out);
  expect(done).toBe(false);
  expect(all).toHaveLength(1);
  expect(all[0].images).toHaveLength(6);
  expect(all[0].images[0]).toMatchObject({ image: 'web', place: 'eu-central-1', name: expect.any(String) });
  const events = (await collect('-machine-readable')).out;
  expect(events.match(/^\d+,aws,collect-image,(?:keep|wait),/gm)).toHaveLength(6);
});

test('a destination without rules is told, and so is one that there is not', async () => {
  const { code, err } = await collect('-to=plain', '-to=awz');
  expect(code).toBe(1);
  expect(err).toMatch(/CLI034[\s\S]*"plain" has none[\s\S]*"keep"[\s\S]*CLI032[\s\S]*Was "aws" meant/);
});
