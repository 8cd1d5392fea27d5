import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { readAptMachine } from '../apt/sources/machine';
import { getSuiteSources } from '../apt/sources/select';
import { askMmdebstrap } from '../apt/sources/tool-default';
import type { BaseContext } from '../base/context';
import { createTransport, openDownloads } from '../downloads';
import { searchPath } from '../testing/temporary-store';
import { type FetchedSet, fetchPackageSet, resolvePackageSet } from './package-set';

// Indexes of a whole distribution come from its mirror, once.
const PATIENCE = 300_000;

let folder: string;
let context: BaseContext;
let versions: Readonly<Record<string, string>>;
let set: FetchedSet;

const request = {
  distribution: 'debian',
  suite: 'bookworm',
  architecture: 'amd64',
  packages: ['jq', 'sqlite3'],
} as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-packages-'));
  const downloads = openDownloads(join(folder, 'downloads'), createTransport({ direct: [] }));
  context = {
    ...{ downloads, searchPath, signal: new AbortController().signal, scratch: folder },
    ...{ say: () => undefined, warn: () => undefined },
    startActivity: createActivities(createRecordingReporter(), createFakeClock()),
  };
  const facts = await resolvePackageSet(context, request);
  versions = facts.packages;
  set = await fetchPackageSet(context, request, facts);
}, PATIENCE);
afterAll(() => rm(folder, { recursive: true }));

/** apt itself, on a machine that has nothing and knows these sources alone. */
async function askApt(name: string, sources: string): Promise<readonly string[]> {
  const root = join(folder, name);
  for (const part of ['lists/partial', 'cache/archives/partial'])
    await mkdir(join(root, part), { recursive: true });
  await writeFile(join(root, 'status'), '');
  await writeFile(join(root, 'sources.list'), sources);
  const options = {
    'Dir::Etc::SourceList': join(root, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Parts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State::Lists': join(root, 'lists'),
    'Dir::State::Status': join(root, 'status'),
    'Dir::Cache': join(root, 'cache'),
    'APT::Architecture': request.architecture,
    'APT::Architectures': request.architecture,
    'APT::Sandbox::User': 'root',
    'APT::Install-Recommends': 'false',
    'Debug::NoLocking': 'true',
  };
  const flags = Object.entries(options).flatMap(([option, value]) => ['-o', `${option}=${value}`]);
  const apt = (...args: readonly string[]) =>
    execFileSync('apt-get', [...flags, '-qq', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  apt('update');
  const told = apt('--simulate', 'install', ...request.packages);
  return Array.from(
    told.matchAll(/^Inst (\S+) \((\S+) /gm),
    ([, each, version]) => `${each} ${version}`,
  ).sort();
}

const ours = () =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .sort();

test(
  'a set is what apt itself resolves from the same archives',
  async () => {
    const machine = await readAptMachine();
    const sources = await getSuiteSources(request, machine, askMmdebstrap(context, folder));
    const lines = sources.map(
      ({ uri, suite, components }) => `deb [trusted=yes] ${uri} ${suite} ${components.join(' ')}\n`,
    );
    expect(await askApt('archives', lines.join(''))).toEqual(ours());
    expect(ours().length).toBeGreaterThan(request.packages.length);
  },
  PATIENCE,
);

test(
  'and what apt resolves from the set alone: nothing is missing, and nothing is too many',
  async () => {
    const debs = join(folder, 'debs');
    await mkdir(debs);
    for (const { name, path } of set.files) await cp(path, join(debs, name));
    await writeFile(join(debs, 'Packages'), set.index);
    expect(await askApt('set', `deb [trusted=yes] file:${debs} ./\n`)).toEqual(ours());
    expect(set.files).toHaveLength(ours().length);
  },
  PATIENCE,
);
