import type { TestFile } from '@strata/image-tests';
import type { GateView } from '../subject';
import type { Verdict } from '../verdict/verdict';
import { judgeTests, type TestsView } from './judge-tests';
import { findNeeds } from './needs';
import { tellFailure } from './tell-failures';

const view: GateView = {
  ...{ image: 'web', build: 'rootfs.web', layers: ['sha256:a', 'sha256:b'] },
  origins: [
    { image: 'golden', step: 2, label: 'shell ssh.sh' },
    { image: 'web', step: 3, label: 'shell web.sh' },
  ],
  place: (image) => `images/${image}`,
};
const tests = { 'images/web/tests/a.yaml': 'sha256:1', 'images/golden/tests/b.sh': 'sha256:2' };

const verdict = (given: Partial<Verdict>): Verdict => ({
  ...{ schema: 1, image: 'web', source: 'rootfs.web', place: 'layers', layers: view.layers, tests },
  ...{ verdict: 'passed', count: { passed: 2, failed: 0, skipped: 0 }, failures: [], problems: [] },
  ...given,
});

const judge = (given: Partial<TestsView>) => {
  const { diagnostics, failures } = judgeTests(view, {
    ...{ needs: [['layers']], tests, verdicts: {}, damaged: [], firmwares: [] },
    ...given,
  });
  return [
    ...diagnostics.map(({ code, detail }) => `${code} ${detail}`),
    ...failures.map(({ place }) => place),
  ];
};

const file = (place: TestFile['place']): TestFile => ({
  image: 'web',
  path: '',
  name: '',
  kind: 'script',
  place,
});

test.each<[readonly TestFile['place'][], ReturnType<typeof findNeeds>]>([
  [[], []],
  [['layers'], [['layers']]],
  [['machine', 'both'], [['machine']]],
  [
    ['machine', 'layers', 'both'],
    [['layers'], ['machine']],
  ],
  [['both'], [['layers', 'machine']]],
])('tests for %j need verdicts of %j', (places, needs) => {
  expect(findNeeds(places.map(file))).toEqual(needs);
});

test('an image whose tests passed passes', () => {
  expect(judge({ verdicts: { layers: verdict({}) } })).toEqual([]);
  const machine = verdict({ place: 'machine', disk: 'sha256:d' });
  expect(judge({ needs: [['layers', 'machine']], verdicts: { machine } })).toEqual([]);
});

test('an image without tests, and one that was not tested where it has to be, are refused', () => {
  expect(judge({ needs: [] })).toEqual([expect.stringContaining('CLI040 web has no tests')]);
  expect(judge({ needs: [['layers'], ['machine']], verdicts: { layers: verdict({}) } })).toEqual([
    'CLI040 web (rootfs.web) was not tested in a machine: no verdict lies beside its receipt.',
  ]);
  expect(judge({ needs: [['layers', 'machine']] })[0]).toContain('in its layers or in a machine');
});

test.each<[string, Partial<Verdict>, string]>([
  ['another layer', { layers: ['sha256:a', 'sha256:c'] }, 'CLI041'],
  ['a new layer', { layers: ['sha256:a'] }, 'web, step 3 (shell web.sh) is new since then'],
  [
    'a layer that is gone',
    { layers: [...view.layers, 'sha256:c'] },
    '1 of the layers that were tested are gone',
  ],
  ['a new test', { tests: { 'images/web/tests/a.yaml': 'sha256:1' } }, 'CLI042'],
  [
    'a changed test',
    { tests: { ...tests, 'images/web/tests/a.yaml': 'sha256:0' } },
    'images/web/tests/a.yaml changed',
  ],
  [
    'a test that is gone',
    { tests: { ...tests, x: 'sha256:0' } },
    'others than those that ran in its layers: x is gone',
  ],
])('a verdict that was given before %s is told', (_, given, expected) => {
  const failure = { title: '', image: '', file: '', label: '', subject: '', attribute: '', message: '' };
  // How it ended is of no account any more.
  const told = judge({ verdicts: { layers: verdict({ ...given, failures: [failure] }) } });
  expect(told).toEqual([expect.stringContaining(expected)]);
});

test('an old verdict of a place that no test needs is of no account', () => {
  const machine = verdict({ place: 'machine', layers: [] });
  expect(judge({ verdicts: { layers: verdict({}), machine } })).toEqual([]);
});

test('a verdict that cannot be read is not told a second time', () => {
  expect(judge({ damaged: ['layers'] })).toEqual([]);
});

test.each<[string, 'bios' | 'uefi' | 'secure-boot', boolean]>([
  ['bios', 'bios', true],
  ['bios', 'uefi', false],
  ['uefi', 'uefi', true],
  ['secure-boot', 'uefi', true],
  ['uefi', 'secure-boot', false],
  ['uefi', 'bios', false],
])('tests in a machine that %s started, where %s is wanted: %s', (firmware, wanted, isEnough) => {
  const machine = verdict({ place: 'machine', disk: 'sha256:d', machine: { firmware, cloud: 'nocloud' } });
  const told = judge({ needs: [['machine']], verdicts: { machine }, firmwares: [wanted] });
  const refusal = `CLI050 web has to have been tested in a machine that ${wanted} starts, and was in one that ${firmware} starts.`;
  expect(told).toEqual(isEnough ? [] : [refusal]);
});

test('where a firmware is wanted, tests in layers are not enough', () => {
  const [told, ...others] = judge({
    ...{ needs: [['layers', 'machine']], firmwares: ['uefi'] },
    verdicts: { layers: verdict({}) },
  });
  expect(told).toContain('CLI040 web (rootfs.web) was not tested in a machine');
  expect(others).toEqual([]);
});

test('tests that could not be run are told, whatever the reason', () => {
  const problems = ['TST024 Guest cannot be asked'];
  expect(judge({ verdicts: { layers: verdict({ verdict: 'failed', problems }) } })).toEqual([
    'CLI043 The tests of web in its layers could not all be run: TST024 Guest cannot be asked.',
  ]);
  expect(judge({ verdicts: { layers: verdict({ verdict: 'failed' }) } })).toHaveLength(1);
});

const failure = {
  ...{ title: 'Service ssh: running', image: 'golden', file: 'images/golden/tests/a.yaml', line: 3 },
  ...{ label: 'Service', subject: 'ssh', attribute: 'running', message: 'found false.' },
};

test('a failure names the check, the image, the layer and the next command', () => {
  const failed = { place: 'machine', failure } as const;
  const parts = ['a', 'b', 'c', 'd'];
  const { code, detail, hint } = tellFailure(view, failed, {
    kind: 'layer',
    layer: 0,
    change: 'changed',
    parts,
  });
  expect([code, detail, hint]).toEqual([
    'CLI043',
    'Service ssh: running failed in a machine of web (a test of golden, images/golden/tests/a.yaml line 3): found false. The layer that left it so: golden, step 2 (shell ssh.sh); it is about a, b, c and 1 more.',
    'Correct step 2 of golden; strata shell -step=2 images/golden shows what it left. Then build web and test it: nx run web:test-image, or strata test -in=both images/web.',
  ]);
});

test('a failure whose layer is not known says so', () => {
  const failed = { place: 'layers', failure } as const;
  const unknown = tellFailure(view, failed, { kind: 'unknown', reason: 'a script says no more' });
  expect(unknown.detail).toContain('Which layer brought it cannot be told: a script says no more.');
  expect(unknown.hint).toContain('strata shell images/web');
  expect(tellFailure(view, failed, { kind: 'never', name: 'the unit ssh.service' }).detail).toContain(
    'No layer has the unit ssh.service.',
  );
  const here = { ...view, origins: [undefined, undefined] };
  const known = tellFailure(here, failed, { kind: 'layer', layer: 1, change: 'removed', parts: ['a'] });
  expect(known.detail).toContain('The layer that took it away: layer 2 of 2 (sha256:b); it is about a.');
});
