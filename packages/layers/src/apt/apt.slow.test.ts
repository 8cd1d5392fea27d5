import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../base/tool';
import { openDownloads } from '../downloads/downloads';
import { createTransport } from '../downloads/transport';
import { type FakeMirror, startFakeMirror } from '../testing/fake-mirror';
import { searchPath } from '../testing/temporary-store';
import { prepareLists } from './lists/prepare';
import { resolveClosure } from './lock/closure';
import { locateSuites } from './lock/locate';
import { askMmdebstrap } from './sources/tool-default';

const tools = { searchPath, signal: new AbortController().signal };
let folder: string;
let mirror: FakeMirror;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apt-'));
  mirror = await startFakeMirror({ bash: '1:5.2+b1', dash: '0.5' });
});
afterEach(async () => {
  await mirror.server.close();
  await rm(folder, { recursive: true });
});

async function prepare(): Promise<string> {
  const downloads = openDownloads(join(folder, 'downloads'), createTransport({ direct: [] }));
  return prepareLists(downloads, await locateSuites({ ...tools, downloads }, mirror.facts, [mirror.source]));
}

test('the real apt reads prepared lists as its own, and knows their packages', async () => {
  const request = {
    sources: [mirror.source],
    architecture: 'amd64',
    lists: await prepare(),
    scratch: folder,
  };
  expect(await resolveClosure(tools, { ...request, names: ['bash'] })).toEqual({ bash: '1:5.2+b1' });
});

test('the real apt names its lists as ours are named', async () => {
  const lists = await prepare();
  await resolveClosure(tools, {
    sources: [mirror.source],
    architecture: 'amd64',
    lists,
    scratch: folder,
    names: ['bash'],
  });
  const { stdout } = await runTool(tools, {
    tool: 'apt-get',
    args: ['indextargets', '--format', '$(FILENAME)', 'Created-By: Packages'],
    env: { APT_CONFIG: join(folder, 'apt.conf') },
  });
  const names = stdout
    .trim()
    .split('\n')
    .map((path) => path.slice(lists.length + 1));
  expect((await readdir(lists)).filter((name) => name.endsWith('Packages'))).toEqual(names);
});

test('a package that the archive does not have is named', async () => {
  const request = {
    sources: [mirror.source],
    architecture: 'amd64',
    lists: await prepare(),
    scratch: folder,
  };
  await expect(
    resolveClosure(tools, { ...request, names: ['bash', 'bassh', 'dassh'] }),
  ).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY079', detail: expect.stringContaining('`bassh`') }, { code: 'LAY079' }],
  });
});

test('mmdebstrap tells which archives it would use by itself', async () => {
  const sources = await askMmdebstrap(tools, folder)({ distribution: 'ubuntu', suite: 'noble' });
  expect(sources.map(({ suite }) => suite)).toEqual(['noble', 'noble-updates', 'noble-security']);
});
