import type { ImageEntries, ImageEntry } from '@strata/layers/contents';
import type { Package } from '@strata/post-processors/contents';
import type { ImageFiles } from '@strata/sdk';
import { compareAccounts } from './accounts';
import { sortFiles } from './files';
import { comparePackages } from './packages';
import { compareUnits } from './units';

const made = (name: string, version: string, more: Partial<Package> = {}): Package => ({
  ...{ ecosystem: 'deb', name, version, licenses: [], location: '', needs: [], provides: [] },
  ...more,
});

describe('packages', () => {
  const tell = (before: readonly Package[], after: readonly Package[]) =>
    comparePackages(before, after).map(({ kind, name, before: old, after: now }) =>
      [kind, name, old, now].filter(Boolean).join(' '),
    );

  test('came, went and changed their version, by the order of their own rules', () => {
    const before = [made('a', '1.0~rc1'), made('b', '1:1'), made('gone', '1'), made('same', '1')];
    const after = [made('a', '1.0'), made('b', '2'), made('new', '1'), made('same', '1')];
    expect(tell(before, after)).toEqual([
      'upgraded a 1.0~rc1 1.0',
      'downgraded b 1:1 2',
      'removed gone 1',
      'added new 1',
    ]);
  });

  test('of one name may be there in several versions', () => {
    const npm = (version: string) => made('semver', version, { ecosystem: 'npm' });
    expect(tell([npm('5.0.0'), npm('7.0.0'), npm('7.0.0')], [npm('5.0.0'), npm('7.1.0')])).toEqual([
      'upgraded semver 7.0.0 7.1.0',
    ]);
    expect(tell([npm('5.0.0')], [npm('6.0.0'), npm('7.0.0')])).toEqual([
      'removed semver 5.0.0',
      'added semver 6.0.0',
      'added semver 7.0.0',
    ]);
  });

  test('of a container in the image are others than those of the image', () => {
    const inside = { inside: { root: 'srv/root/', os: undefined } };
    expect(comparePackages([made('a', '1')], [made('a', '1'), made('a', '1', inside)])).toEqual([
      { kind: 'added', ecosystem: 'deb', name: 'a', inside: 'srv/root/', after: '1' },
    ]);
  });
});

const entry = (given: Partial<ImageEntry>): ImageEntry => ({
  ...{ type: 'file', mode: 0o644, uid: 0, gid: 0, size: 1, layer: 0, source: '' },
  ...given,
});
const link = (target: string) => entry({ type: 'symlink', size: 0, target });
const entries = (given: Readonly<Record<string, ImageEntry>>): ImageEntries => new Map(Object.entries(given));

test('units are enabled, masked and started by others as the files under systemd say', () => {
  const vendor = 'usr/lib/systemd/system';
  const units = ['ssh', 'apt', 'lost', 'dead', 'static', 'old'].map((name) => [
    `${vendor}/${name}.service`,
    entry({}),
  ]);
  const before = entries({
    ...Object.fromEntries(units),
    'etc/systemd/system/multi-user.target.wants/apt.service': link('/lib/systemd/system/apt.service'),
  });
  const after = entries({
    ...Object.fromEntries(units.slice(0, -1)),
    'etc/systemd/system/sshd.service': link('/lib/systemd/system/ssh.service'),
    'etc/systemd/system/lost.service': link('/dev/null'),
    'etc/systemd/system/dead.service': entry({ size: 0 }),
    [`${vendor}/sysinit.target.wants/static.service`]: link('../static.service'),
  });
  expect(
    compareUnits(before, after).map(({ unit, before: old, after: now }) => `${unit}: ${old}, ${now}`),
  ).toEqual([
    'apt.service: enabled, idle',
    'dead.service: idle, masked',
    'lost.service: idle, masked',
    'old.service: idle, absent',
    'ssh.service: idle, enabled',
    'sshd.service: absent, idle',
    'static.service: idle, vendor',
  ]);
});

const image = (files: Readonly<Record<string, string>>): ImageFiles => ({
  list: () => Object.keys(files).sort(),
  read: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])),
});

test('accounts are told with what stands for their passwords, and never with the hash of one', () => {
  const before = image({
    'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nold:x:5:5::/:/bin/sh\nbob:x:7:7::/home/bob:/bin/sh\n',
    'etc/shadow': 'root:!:1::::::\nold:*:1::::::\nbob:$6$secretone:1::::::\n',
    'etc/group': 'adm:x:4:bob\n',
  });
  const after = image({
    'etc/passwd': 'root:x:0:0:root:/root:/sbin/nologin\nbob:x:7:7::/home/bob:/bin/sh\nnew:x:9:9::/:/bin/sh\n',
    'etc/shadow': 'root:$6$secrettwo:1::::::\nbob:$6$secretthree:1:::::20000:\nnew::1::::::\n',
    'etc/group': 'adm:x:4:bob,new\nnew:x:9:\n',
  });
  const changes = compareAccounts(before, after);
  expect(
    changes.map(({ account, name, kind, details }) => `${kind} ${account} ${name}: ${details.join('; ')}`),
  ).toEqual([
    'changed user bob: expires on day: none, now 20000; password: another one',
    'added user new: uid: 9; gid: 9; home: /; shell: /bin/sh; password: none needed',
    'removed user old: uid: 5; gid: 5; home: /; shell: /bin/sh; password: locked',
    'changed user root: shell: /bin/sh, now /sbin/nologin; password: locked, now set',
    'changed group adm: members: bob, now bob new',
    'added group new: gid: 9',
  ]);
  expect(JSON.stringify(changes)).not.toContain('secret');
});

test.each([
  ['etc/motd', 'own', {}],
  ['usr/bin/tool', 'package', {}],
  ['var/log/dpkg.log', 'noise', {}],
  ['usr/lib/python3/__pycache__/a.pyc', 'noise', {}],
  ['etc/shadow', 'noise', {}],
  ['etc/shadow', 'own', { kind: 'changed', aspects: ['mode'] }],
  ['srv', 'noise', { after: entry({ type: 'directory' }) }],
] as const)('%s is %s', (path, origin, more) => {
  const change = { path, kind: 'added', aspects: [], ...more } as const;
  expect(sortFiles([change], (name) => name === 'usr/bin/tool')[0]?.origin).toBe(origin);
});
