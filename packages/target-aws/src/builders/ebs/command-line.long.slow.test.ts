import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedImage } from '../../../../../tools/fakes/aws';
import { qemuGuests } from '../../../../../tools/fakes/aws/guests/qemu-guests';
import { makeBootableDisk } from '../../../../../tools/fakes/aws/guests/testing/bootable-disk';
import { getSpellings } from '../../../../cli/src/testing/spellings';
import {
  createWorkspaceFixture,
  type Ended,
  type WorkspaceFixture,
} from '../../../../cli/src/testing/workspace-fixture';
import { type LaunchedAmi, launchAmi } from '../../testing/launch-ami';
import { listThings } from '../../testing/open-build';
import { getFakeVariables, type OpenedFake, openFake } from '../../testing/open-fake';

/** What the guide tells to try by hand. */
const EXAMPLE = resolve(__dirname, '../../../../../tools/fake-aws/example');
const REGION = 'us-east-1';
const SECRET = 'correct-horse-battery';
// Two machines are started in software, one after the other.
const PATIENCE = 600_000;

/** Tells the console of the machine, which nobody filters, what every user of the machine could see. */
const TELL_PROCESSES = `
for each in /proc/[0-9]*/cmdline; do
  printf 'process: %s\\n' "$(tr '\\0' ' ' <"$each")" >/dev/console
done 2>/dev/null
`;

let cloud: OpenedFake;
let sourceId: string;
let workspace: WorkspaceFixture;
beforeAll(async () => {
  cloud = await openFake({ guests: qemuGuests() });
  sourceId = await seedImage(cloud.fake.cloud, {
    region: REGION,
    sizeGib: 1,
    disk: await makeBootableDisk(),
    traits: { name: 'small-linux-2026', bootMode: 'legacy-bios' },
  });
}, PATIENCE);
afterAll(() => cloud[Symbol.asyncDispose]());
beforeEach(() => {
  workspace = createWorkspaceFixture();
  for (const name of readdirSync(EXAMPLE))
    workspace.write(`example/${name}`, readFileSync(join(EXAMPLE, name), 'utf8'));
  workspace.write('example/setup.sh', workspace.read('example/setup.sh') + TELL_PROCESSES);
  cloud.fake.log.clear();
});
afterEach(() => workspace[Symbol.dispose]());

/** All that a build tells and keeps, by where it is; not what the user wrote. */
function collectOutputs({ out, err }: Ended): ReadonlyMap<string, string> {
  const files = readdirSync(workspace.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(workspace.root, 'example/')) && !path.endsWith('/base.tar'));
  return new Map([
    ...files.map((path) => [path.slice(workspace.root.length + 1), readFileSync(path, 'latin1')] as const),
    ['stdout', out],
    ['stderr', err],
  ]);
}

const findLeaks = (outputs: ReadonlyMap<string, string>) =>
  getSpellings(SECRET).flatMap(({ name, text }) =>
    [...outputs].filter(([, output]) => output.includes(text)).map(([where]) => `${name} in ${where}`),
  );

/** Blocks of a snapshot in which a text stands. A text across the border of two is not found. */
async function findBlocks(snapshotId: string, text: string): Promise<readonly number[]> {
  const { blocks: store, region } = cloud.fake.cloud;
  const found: number[] = [];
  for (const [index, digest] of region(REGION).snapshots.get(snapshotId).blocks.entries())
    if ((await store.get(digest)).includes(text)) found.push(index);
  return found;
}

/** The service, as soon as it answers. */
async function ask(machine: LaunchedAmi, path: string, password?: string) {
  const login = Buffer.from(`admin:${password}`).toString('base64');
  const headers: Record<string, string> = password === undefined ? {} : { authorization: `Basic ${login}` };
  for (let tries = 1; ; tries += 1)
    try {
      const answer = await fetch(`http://${machine.getAddress(8080)}${path}`, { headers });
      return { status: answer.status, body: await answer.json() };
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(1_000);
    }
}

const templates = [
  {
    form: 'a JSON template',
    getArguments: () => [
      '-var-file=example/variable.json',
      `-var=source_ami=${sourceId}`,
      'example/template.json',
    ],
  },
  {
    form: 'an HCL2 template',
    getArguments: () => ['-var-file=example/jenkins.pkrvars.hcl', 'example/jenkins.pkr.hcl'],
  },
];

test.each(templates)(
  '$form becomes an image whose machines serve, and leaves that image alone',
  async ({ getArguments }) => {
    const { fake } = cloud;
    const before = new Set(listThings(cloud));
    const ended = await workspace.strataWith(getFakeVariables(fake), 'build', ...getArguments());
    expect(ended.err + ended.out).toContain('the password of the administrator is <sensitive>');
    expect(ended.code).toBe(0);

    const [built] = JSON.parse(workspace.read('out.json')).builds;
    expect(built).toMatchObject({
      builder_type: 'amazon-ebs',
      artifact_id: expect.stringMatching(/^us-east-1:ami-/u),
    });
    const imageId: string = built.artifact_id.split(':')[1];
    const { images, snapshots, compute } = fake.cloud.region(REGION);
    const image = images.get(imageId);
    const snapshotId = image.traits.mappings[0]?.Ebs?.SnapshotId ?? '';
    expect(listThings(cloud).filter((thing) => !before.has(thing))).toEqual([
      `${REGION} ${imageId}`,
      `${REGION} ${snapshotId}`,
    ]);
    expect(Object.fromEntries(image.tags)).toMatchObject({ Name: 'jenkins', Base: sourceId });
    expect(snapshots.get(snapshotId).tags.get('Name')).toBe('jenkins');
    expect(fake.log.of('RunInstances')).toMatchObject([
      { input: { MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' } } },
    ]);
    expect(fake.log.calls.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(readdirSync(join(workspace.root, '.strata/ledger'))).toEqual([]);

    const builders = compute.instances.all().map(({ lastConsole }) => String(lastConsole));
    expect(builders.at(-1)).toContain('process: /bin/sh /tmp/script_');
    const outputs = new Map([...collectOutputs(ended), ['console', builders.join('')]]);
    expect(findLeaks(outputs)).toEqual([]);
    expect(await findBlocks(snapshotId, '/opt/jenkins/answer')).not.toEqual([]);
    expect(await findBlocks(snapshotId, SECRET)).toEqual([]);

    const machine = await launchAmi(cloud, await cloud.open(), { region: REGION, imageId, ports: [8080] });
    expect(await ask(machine, '/api/json')).toEqual({ status: 200, body: { mode: 'NORMAL', jobs: [] } });
    expect(await ask(machine, '/whoAmI/api/json')).toMatchObject({ status: 401 });
    expect(await ask(machine, '/whoAmI/api/json', SECRET)).toMatchObject({ body: { name: 'admin' } });
    await machine.terminate();
  },
  PATIENCE,
);
