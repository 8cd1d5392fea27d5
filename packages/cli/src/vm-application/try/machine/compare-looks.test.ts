import { compareLooks } from './compare-looks';
import type { FoundFile, MachineLook } from './look';

const file = (changes: Partial<FoundFile> = {}): FoundFile => ({
  ...{ type: 'f', mode: '644', owner: '0:0', content: 'aa' },
  ...changes,
});

const make = (changes: Partial<MachineLook> = {}): MachineLook => ({
  files: new Map([['/etc/passwd', file()]]),
  units: new Map([['ssh.service', 'loaded active running']]),
  processes: [{ words: '/usr/sbin/sshd -D', unit: 'ssh.service' }],
  sockets: ['tcp 0.0.0.0:22'],
  mounts: ['/'],
  ...changes,
});

const files = (entries: Readonly<Record<string, FoundFile>>) => ({ files: new Map(Object.entries(entries)) });

const service = { words: '/opt/app/serve', unit: 'app.service' };

/** What there is after the application was removed, and what is said of it. */
const cases: readonly (readonly [string, Partial<MachineLook>, readonly string[]])[] = [
  ['nothing', {}, []],
  ['a file', files({ '/etc/passwd': file(), '/opt/a': file() }), ['added /opt/a']],
  ['a file less', files({}), ['removed /etc/passwd']],
  ['a user', files({ '/etc/passwd': file({ content: 'bb' }) }), ['changed /etc/passwd (content)']],
  [
    'other rights',
    files({ '/etc/passwd': file({ mode: '666', owner: '1:1' }) }),
    ['changed /etc/passwd (mode, owner)'],
  ],
  ['what a machine notes', files({ '/etc/passwd': file(), '/var/lib/systemd/timers/x': file() }), []],
  ['what may stay', files({ '/etc/passwd': file(), '/srv/data/x': file() }), []],
  [
    'a unit that failed',
    { units: new Map([...make().units, ['app.service', 'not-found failed failed']]) },
    ['is known to systemd still: app.service (not-found failed failed)'],
  ],
  ['a login', { units: new Map([...make().units, ['session-3.scope', ''], ['user@0.service', '']]) }, []],
  ['a unit in another state', { units: new Map([['ssh.service', 'loaded failed failed']]) }, []],
  ['a process', { processes: [service] }, ['runs still: /opt/app/serve']],
  ['a process of nobody', { processes: [{ words: 'app -d', unit: undefined }] }, ['runs still: app -d']],
  ['another of a unit that was there', { processes: [{ words: 'sshd: strata', unit: 'ssh.service' }] }, []],
  ['a port', { sockets: ['tcp 0.0.0.0:22', 'tcp [::]:80'] }, ['listens still: tcp [::]:80']],
  ['a mount', { mounts: ['/', '/opt/a', '/run/user/0'] }, ['is mounted still: /opt/a']],
];

test.each(cases)('%s', (_, changes, told) => {
  expect(compareLooks(make(), make(changes), ['/srv/data/**'])).toEqual(told);
});

test('what runs is told first, since of many files only the first are shown', () => {
  const after = make({ processes: [service], ...files({ '/etc/passwd': file(), '/opt/a': file() }) });
  expect(compareLooks(make(), after, [])).toEqual(['runs still: /opt/app/serve', 'added /opt/a']);
});
