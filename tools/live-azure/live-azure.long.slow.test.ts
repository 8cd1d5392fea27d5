import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FakeAzure, group, startFakeAzure } from '../fake-azure/start';
import { ALLOWED_TAG } from './settings';

// Two workspaces are built in, and two disks are sent.
const PATIENCE = 600_000;
const run = resolve(__dirname, '../run.js');

let azure: FakeAzure;
let folder: string;
beforeAll(async () => {
  azure = await startFakeAzure();
});
afterAll(() => azure[Symbol.asyncDispose]());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-live-'));
  setTag('yes');
  azure.arm.log.clear();
});
afterEach(() => {
  azure.arm.faults.clear();
  rmSync(folder, { recursive: true });
});

function setTag(value: string): void {
  const { resources, subscription } = azure.arm.cloud;
  const found = resources.find(`/subscriptions/${subscription}/resourceGroups/${group}`);
  if (found) found.envelope = { ...found.envelope, tags: { [ALLOWED_TAG]: value } };
}

const listThings = () => azure.arm.cloud.resources.all().map(({ id }) => id);

interface Ended {
  readonly code: number;
  readonly output: string;
}

function runLive(...flags: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: folder, ...azure.variables };
  const { subscription } = azure.arm.cloud;
  const place = [
    ...[`--subscription=${subscription}`, `--group=${group}`, '--location=westeurope'],
    ...[`--storage-account=${azure.azurite.account}`, `--folder=${folder}`],
  ];
  const words = [run, 'live-azure', ...place, '--no-login', '--allowed=203.0.113.7', ...flags];
  return new Promise((done) => {
    execFile(process.execPath, words, { env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

function readDifferences(): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const [file] = files.filter((entry) => entry.name === 'differences.txt');
  if (!file) throw new Error('Nothing was compared.');
  return readFileSync(join(file.parentPath, file.name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function readKept(side: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.jsonl') && entry.parentPath.includes(`/${side}/`))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');
}

test(
  'all scenarios go well against the stand-in, what was asked is kept, nothing is left, and it differs from itself in the tag of its group alone',
  async () => {
    const before = listThings();
    const { code, output } = await runLive('--limit=2');
    expect(output).toMatch(/at most \d\.\d\d USD {2}all\n/);
    expect(output.match(/^ok {6}/gm)).toHaveLength(6);
    expect(output).toContain('All scenarios went well, and nothing is left.');
    // By which its owner allows runs in the group; the stand-in's own has none.
    expect(readDifferences()).toEqual(['GET resourceGroups: members of Azure alone: tags']);
    expect(code).toBe(0);
    expect(listThings()).toEqual(before);
    for (const side of ['azure', 'stand-in']) {
      const kept = readKept(side);
      for (const part of ['/versions/1.0.0', '/virtualMachines/', '/images/strata-live-', 'comp=page'])
        expect(kept).toContain(part);
      expect(kept).not.toContain(azure.azurite.key);
      expect(kept).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
    }
  },
  PATIENCE,
);

test(
  'a scenario that fails is told, and nothing of the run is left',
  async () => {
    const before = listThings();
    const code = 'RequestDisallowedByPolicy';
    azure.arm.faults.add({ match: /^PUT .*\/virtualMachines\/[^/]+$/, code, status: 403, times: 9 });
    const ended = await runLive('--limit=2');
    expect(ended.output).toMatch(/^failed {2}strata build .*RequestDisallowedByPolicy/ms);
    expect(ended.code).toBe(1);
    expect(listThings()).toEqual(before);
  },
  PATIENCE,
);

test.each([
  ['no limit', [], /--limit must be/],
  ['a limit that does not suffice', ['--limit=0.05'], /may cost more than 0.05 USD/],
  ['a group elsewhere', ['--limit=2', '--location=eastus'], /is in westeurope, not in eastus/],
  ['a group that is not there', ['--limit=2', '--group=none'], /cannot be looked at/],
])('with %s nothing is begun', async (_, flags, expected) => {
  const { code, output } = await runLive(...flags);
  expect(output).toMatch(expected);
  expect(code).toBe(1);
  expect(azure.arm.log.mutating()).toEqual([]);
});

test('in a group whose owner did not allow it nothing is begun', async () => {
  setTag('no');
  const { code, output } = await runLive('--limit=2');
  expect(output).toContain(`has no tag ${ALLOWED_TAG}=yes`);
  expect(code).toBe(1);
  expect(azure.arm.log.mutating()).toEqual([]);
});
