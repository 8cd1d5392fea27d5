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
    ...{ kind: 'aws', region: regions[0], regions, channels: ['/images/{image}/stable'] },
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

function collect(...args: readonly string[]) {
  return runInFolder(root, ['collect-image', ...args], {
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

  fake.log.clear();
  const again = await collect('-yes');
  expect(again.out).toContain('aws: 6 images, 4 put aside already, 2 to stay as they are\n');
  expect(fake.log.mutating()).toEqual([]);
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
