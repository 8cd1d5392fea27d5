import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listThings } from '../../packages/target-aws/src/testing/open-build';
import { getFakeVariables, type OpenedFake, openFake } from '../../packages/target-aws/src/testing/open-fake';
import { seedImage } from '../fakes/aws';
import { qemuGuests } from '../fakes/aws/guests/qemu-guests';
import { makeBootableDisk } from '../fakes/aws/guests/testing/bootable-disk';

// Two machines are started in software, one after the other.
const PATIENCE = 600_000;
const run = resolve(__dirname, '../run.js');

let cloud: OpenedFake;
let folder: string;
beforeAll(async () => {
  cloud = await openFake({ guests: qemuGuests() });
  await seedImage(cloud.fake.cloud, {
    region: 'eu-central-1',
    sizeGib: 1,
    disk: await makeBootableDisk(),
    traits: { name: 'small-linux-2026', bootMode: 'legacy-bios' },
  });
}, PATIENCE);
afterAll(() => cloud[Symbol.asyncDispose]());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-live-'));
  cloud.fake.log.clear();
});
afterEach(() => {
  cloud.fake.faults.clear();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

function runLive(...flags: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: folder, ...getFakeVariables(cloud.fake) };
  const source = ['--source-name=small-linux-*', '--source-owner=137112412989', '--source-user=root'];
  const place = [`--folder=${folder}`, '--allowed=127.0.0.1/32'];
  const words = [run, 'live-aws', '--region=eu-central-1', ...place, ...source, ...flags];
  return new Promise((done) => {
    execFile(process.execPath, words, { env }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

const OWN = '--account=123456789012';

test(
  'all scenarios go well against the stand-in, what was asked is kept, and nothing is left',
  async () => {
    const before = listThings(cloud);
    const { code, output } = await runLive(OWN, '--limit=2');
    expect(output).toMatch(/at most \d\.\d\d USD {2}all\n/);
    expect(output.match(/^ok {6}/gm)).toHaveLength(3);
    expect(output).toContain('All scenarios went well, and nothing is left.');
    expect(code).toBe(0);
    expect(listThings(cloud)).toEqual(before);
    expect(
      cloud.fake.cloud.regionNames.flatMap((name) => [...cloud.fake.cloud.region(name).parameters]),
    ).toEqual([]);

    const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.jsonl'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('');
    for (const action of ['RunInstances', 'RegisterImage', 'CopyImage', 'CreateImage'])
      expect(kept).toContain(`Action=${action}&`);
    expect(kept).not.toContain(cloud.fake.key.accessKeyId);
    expect(kept).not.toContain(cloud.fake.key.secretAccessKey);
  },
  PATIENCE,
);

test(
  'a scenario that fails is told, and nothing of the run is left',
  async () => {
    const before = listThings(cloud);
    cloud.fake.faults.add({ action: 'CopyImage', code: 'UnauthorizedOperation', status: 403, times: 9 });
    const { code, output } = await runLive(OWN, '--limit=2');
    expect(output).toMatch(/^failed {2}strata publish .*AWS005/ms);
    expect(code).toBe(1);
    expect(listThings(cloud)).toEqual(before);
  },
  PATIENCE,
);

test.each([
  ['another account', ['--account=210987654321', '--limit=2'], /not of account 210987654321/],
  ['no account', ['--limit=2'], /--account must be/],
  ['no limit', [OWN], /--limit must be/],
  ['a limit that does not suffice', [OWN, '--limit=0.05'], /may cost more than 0.05 USD/],
])('with %s nothing is begun', async (_, flags, expected) => {
  const { code, output } = await runLive(...flags);
  expect(output).toMatch(expected);
  expect(code).toBe(1);
  const asked = cloud.fake.log.calls.map(({ action }) => action);
  expect(asked.filter((action) => action !== 'GetCallerIdentity')).toEqual([]);
});
