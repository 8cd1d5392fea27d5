import { explainRefusal, getFreeId, missingRange } from './refusal';

const atStart = { step: 'start', message: 'unshare: unshare failed: Operation not permitted' } as const;

/** A machine with these settings of the kernel. */
const readFrom = (files: Readonly<Record<string, string>>) => (file: string) => files[file];

test.each([
  ['/proc/sys/kernel/unprivileged_userns_clone', '0\n', 'sysctl -w kernel.unprivileged_userns_clone=1'],
  ['/proc/sys/user/max_user_namespaces', '0\n', 'sysctl -w user.max_user_namespaces='],
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1\n', 'AppArmor profile'],
])('the remedy fits the setting %s', (file, value, remedy) => {
  const diagnostic = explainRefusal(atStart, 'user', readFrom({ [file]: value }));
  expect(diagnostic).toMatchObject({ code: 'LAY054', hint: expect.stringContaining(remedy) });
  expect(diagnostic.detail).toContain('Operation not permitted');
});

test('settings that allow are not blamed, and Docker’s filter is seen', () => {
  const read = readFrom({
    '/proc/sys/kernel/unprivileged_userns_clone': '1\n',
    '/proc/self/status': 'Name:\tnode\nSeccomp:\t2\n',
  });
  const diagnostic = explainRefusal(atStart, 'user', read);
  expect(diagnostic).toMatchObject({ code: 'LAY055', detail: expect.stringContaining('seccomp') });
});

test('root in a container is told which rights the container lacks', () => {
  const read = readFrom({ '/proc/sys/user/max_user_namespaces': '0\n' });
  const diagnostic = explainRefusal(atStart, 'root', read);
  expect(diagnostic).toMatchObject({ code: 'LAY055', hint: expect.stringContaining('--cap-add SYS_ADMIN') });
});

test.each([
  ['overlay', 'LAY056'],
  ['whiteout', 'LAY056'],
  ['opaque', 'LAY056'],
  ['proc', 'LAY057'],
] as const)('a trial that stops at %s has a code of its own', (step, code) => {
  expect(explainRefusal({ step, message: 'no' }, 'user', readFrom({}))).toMatchObject({ code });
});

test('the range to add begins after everybody else’s', () => {
  expect(getFreeId('')).toBe(100_000);
  expect(getFreeId('a:100000:65536\nb:231072:65536\nbad\n')).toBe(296_608);
});

test('a missing range comes with the command that adds it', () => {
  const ann = { name: 'ann', uid: 1001, gid: 1001 };
  const hint = expect.stringMatching(/usermod --add-subgids \d+-\d+ ann.*ann:\d+:65536/);
  expect(missingRange('/etc/subgid', ann)).toMatchObject({ code: 'LAY051', hint });
});
