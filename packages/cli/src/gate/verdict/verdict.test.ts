import type { TestReport, TestResult } from '@strata/image-tests';
import { createTestPorts } from '@strata/sdk/testing';
import { digestTests } from './digest-tests';
import { makeVerdict } from './make-verdict';
import { readVerdict } from './read-verdict';

const range = { start: { line: 3, column: 5, byte: 20 }, end: { line: 3, column: 9, byte: 24 } };
const result = (given: Partial<TestResult>): TestResult => ({
  ...{ image: 'golden', file: '../golden/tests/a.yaml', kind: 'check', label: 'Service', subject: 'ssh' },
  ...{ attribute: 'running', milliseconds: 12, outcome: { status: 'passed' } },
  ...given,
});
const failed = result({
  range: { file: '../golden/tests/a.yaml', ...range },
  about: 'ssh.service',
  outcome: {
    status: 'failed',
    match: { passed: false, message: 'to equal', found: false, expected: true },
  },
});
const shadow = result({
  ...{ label: 'File', subject: '/etc/shadow', attribute: 'contents' },
  outcome: {
    status: 'failed',
    match: {
      ...{ passed: false, message: 'to have patterns', found: 'root:$6$hash' },
      ...{ expected: ['/^root:!/'], missing: ['/^root:!/'] },
    },
  },
});

const make = (report: Partial<TestReport>) =>
  makeVerdict({
    ...{
      image: 'web',
      source: 'rootfs.web',
      place: 'layers',
      layers: ['sha256:a'],
      tests: { a: 'sha256:b' },
    },
    report: { results: [], diagnostics: [], milliseconds: 7, ...report },
    nameFile: (file) => file.replace('../', 'images/'),
    mask: (text) => text.replaceAll('s3cret', '<sensitive>'),
  });

test('a verdict names each failure with its place, and shows nothing of a file that was searched', () => {
  const elsewhere = result({ isElsewhere: true, outcome: { status: 'skipped', reason: '' } });
  const verdict = make({
    results: [result({}), failed, shadow, elsewhere],
    diagnostics: [
      { severity: 'error', code: 'TST020', summary: 'Check failed', detail: '' },
      { severity: 'error', code: 'TST024', summary: 'Guest cannot be asked', detail: 'gone at 12:00' },
    ],
  });
  expect(verdict).toMatchObject({
    verdict: 'failed',
    count: { passed: 1, failed: 2, skipped: 0 },
    failures: [
      {
        ...{ title: 'Service ssh: running', image: 'golden', file: 'images/golden/tests/a.yaml', line: 3 },
        ...{ label: 'Service', subject: 'ssh.service', message: 'found false, expected it to equal true.' },
      },
      { subject: '/etc/shadow', unmet: ['/^root:!/'] },
    ],
    problems: ['TST024 Guest cannot be asked'],
  });
  expect(JSON.stringify(verdict)).not.toContain('hash');
});

test('a verdict does not tell how long it took, and no secret', () => {
  const reason = 'the password is s3cret';
  const slow = make({ results: [result({ milliseconds: 1, outcome: { status: 'failed', reason } })] });
  const quick = make({ results: [result({ outcome: { status: 'failed', reason } })], milliseconds: 1 });
  expect(slow).toEqual(quick);
  expect(JSON.stringify(slow)).not.toContain('s3cret');
});

const path = '/ws/dist/rootfs.web.tests-layers.json';
const read = async (text: string) => {
  const { value, diagnostics } = await readVerdict(createTestPorts({ [path]: text }).files, path, 'layers');
  return { value, told: diagnostics.map(({ code, detail }) => `${code} ${detail}`) };
};

test('a verdict is read as it was written', async () => {
  const machine = { disk: 'sha256:d', machine: { firmware: 'uefi', cloud: 'ec2' } };
  const verdict = { ...make({ results: [failed, shadow] }), ...machine };
  expect(await read(JSON.stringify(verdict))).toEqual({ value: verdict, told: [] });
  const { files } = createTestPorts();
  expect(await readVerdict(files, path, 'layers')).toEqual({ value: undefined, diagnostics: [] });
});

test.each([
  ['{', 'cannot be read'],
  ['null', 'is not as strata test writes it'],
  ['{"schema":1}', 'is not as strata test writes it'],
  ['{"schema":2}', 'has form 2; this version of Strata reads form 1'],
  [JSON.stringify({ ...make({}), failures: [{}] }), 'is not as strata test writes it'],
  [JSON.stringify({ ...make({}), place: 'machine' }), 'is not as strata test writes it'],
  [JSON.stringify({ ...make({}), machine: 'uefi' }), 'is not as strata test writes it'],
  [JSON.stringify({ ...make({}), verdict: 'fine' }), 'is not as strata test writes it'],
  [JSON.stringify({ ...make({}), tests: ['a'] }), 'is not as strata test writes it'],
])('a verdict that says %j is told', async (text, reason) => {
  const { value, told } = await read(text);
  expect(value).toBeUndefined();
  expect(told).toEqual([expect.stringContaining('CLI044 /ws/dist/rootfs.web.tests-layers.json')]);
  expect(told[0]).toContain(reason);
});

test('every file beside the tests counts, wherever the workspace lies', async () => {
  const { files } = createTestPorts({
    '/ws/images/golden/tests/a.yaml': 'a',
    '/ws/images/golden/tests/data/b.json': 'b',
    '/ws/images/web/tests/c.sh': 'c',
  });
  const folders = ['web', 'golden', 'none'].map((image) => ({ image, path: `/ws/images/${image}/tests` }));
  const digests = await digestTests(files, folders, '/ws');
  expect(Object.keys(digests)).toEqual([
    'images/golden/tests/a.yaml',
    'images/golden/tests/data/b.json',
    'images/web/tests/c.sh',
  ]);
  // printf c | sha256sum
  expect(digests['images/web/tests/c.sh']).toBe(
    'sha256:2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',
  );
});

test.each<[string, string, string, readonly string[] | undefined]>([
  [
    'systemctl --failed --no-legend',
    'Command',
    '● orders.service loaded failed failed Orders\n  web@a.b.socket loaded failed failed x\n',
    ['orders.service', 'web@a.b.socket'],
  ],
  ['systemctl list-units --state=failed', 'Command', 'var-lib.mount loaded failed', ['var-lib.mount']],
  ['systemctl --failed', 'Command', 'no such thing', undefined],
  ['systemctl list-units', 'Command', 'ssh.service loaded', undefined],
  ['/etc/systemctl --failed', 'File', 'ssh.service', undefined],
])('of "%s" (%s) the names of failed units are kept, and nothing else', (subject, label, found, units) => {
  const asked = result({
    ...{ label, subject, attribute: 'stdout' },
    outcome: {
      status: 'failed',
      match: { passed: false, message: 'to have patterns', found, expected: ['!/./'], missing: ['!/./'] },
    },
  });
  const [failure] = make({ results: [asked] }).failures;
  expect(failure?.units).toEqual(units);
  expect(JSON.stringify(failure)).not.toContain('loaded');
});
