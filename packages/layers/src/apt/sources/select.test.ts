import { Failure } from '@strata/diagnostics';
import type { AptMachine } from './machine';
import { type ArchiveRequest, getSuiteSources } from './select';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const source = (uri: string, suite: string, signedBy = [keyring], components = ['main']) => ({
  uri,
  suite,
  components,
  signedBy,
});
const debian: AptMachine = {
  sources: [
    source('http://vendor.test/debian', 'bookworm', ['/etc/apt/keyrings/vendor.gpg']),
    source('http://docker.test/debian', 'bookworm', [], ['stable']),
    source('http://m.test/debian', 'bookworm'),
    source('http://m.test/debian', 'bookworm-updates'),
    source('http://s.test/debian-security', 'bookworm-security'),
  ],
  distributions: ['debian'],
  codename: 'bookworm',
};
const nothing: AptMachine = { sources: [], distributions: ['fedora'], codename: undefined };
const request: ArchiveRequest = { distribution: 'debian', suite: 'bookworm' };
const noDefaults = async () => [];
const uris = async (
  wanted: ArchiveRequest,
  machine: AptMachine,
  defaults = noDefaults as () => Promise<never[]>,
) => (await getSuiteSources(wanted, machine, defaults)).map(({ uri, suite }) => `${suite} ${uri}`);

test("a base takes all suites of its release from the machine's own sources, and no vendor's", async () => {
  expect(await uris(request, debian)).toEqual([
    'bookworm http://m.test/debian',
    'bookworm-updates http://m.test/debian',
    'bookworm-security http://s.test/debian-security',
  ]);
});

test('another release comes from the mirror of the release that the machine runs', async () => {
  expect(await uris({ ...request, suite: 'trixie' }, debian)).toEqual([
    'trixie http://m.test/debian',
    'trixie-updates http://m.test/debian',
    'trixie-security http://s.test/debian-security',
  ]);
});

test('security is found beside the main archive when the machine does not name it', async () => {
  const machine = { ...debian, sources: debian.sources.slice(0, 3) };
  expect(await uris(request, machine)).toContain('bookworm-security http://m.test/debian-security');
});

test("the template's mirror goes before the machine's, with security beside it", async () => {
  expect(await uris({ ...request, mirror: 'https://my.test/x/debian/' }, debian)).toEqual([
    'bookworm https://my.test/x/debian',
    'bookworm-updates https://my.test/x/debian',
    'bookworm-security https://my.test/x/debian-security',
  ]);
});

test('a snapshot takes its place in the address of the mirror', async () => {
  const snapshot = { mirror: 'https://old.test/archive/debian/@SNAPSHOTID@', snapshot: '20260701T000000Z' };
  expect(await uris({ ...request, ...snapshot }, debian)).toEqual([
    'bookworm https://old.test/archive/debian/20260701T000000Z',
    'bookworm-updates https://old.test/archive/debian/20260701T000000Z',
    'bookworm-security https://old.test/archive/debian-security/20260701T000000Z',
  ]);
});

test('unstable has no pockets', async () => {
  expect(await uris({ ...request, suite: 'sid', mirror: 'http://m.test/debian' }, debian)).toEqual([
    'sid http://m.test/debian',
  ]);
});

test('a machine of another kind uses the defaults of the tool', async () => {
  const defaults = async () =>
    ['', '-updates', '-security'].map((pocket) => source('http://d.test/debian', `bookworm${pocket}`));
  const found = await getSuiteSources(request, nothing, defaults);
  expect(found.map(({ uri }) => uri)).toEqual(Array(3).fill('http://d.test/debian'));
});

test('without any address the diagnostic asks for a mirror', async () => {
  await expect(getSuiteSources(request, nothing, noDefaults)).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY071', hint: expect.stringContaining('mirror') }],
  });
  await expect(getSuiteSources(request, nothing, noDefaults)).rejects.toBeInstanceOf(Failure);
});

test('Ubuntu keeps its security fixes at the address of the main archive, and starts with universe', async () => {
  const wanted: ArchiveRequest = { distribution: 'ubuntu', suite: 'noble', mirror: 'http://u.test/ubuntu' };
  expect(await getSuiteSources(wanted, nothing, noDefaults)).toContainEqual({
    suite: 'noble-security',
    uri: 'http://u.test/ubuntu',
    components: ['main', 'universe'],
  });
});
