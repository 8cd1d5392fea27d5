import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeAll(async () => {
  workspace = createWorkspaceFixture();
  workspace.image('golden', shellSteps('echo one > /etc/one'));
  workspace.child('web', 'golden', shellSteps('echo two > /etc/two'));
  const built = await workspace.strata('build', 'images/web');
  if (built.code !== 0) throw new Error(built.out + built.err);
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

test('the tests of an image and of its parent run inside of it, each script in files of its own', async () => {
  workspace.write(
    'images/golden/tests/files.yaml',
    '# strata-test: both\nfile:\n  /etc/one: { exists: true, contents: [one] }\n',
  );
  workspace.write('images/golden/tests/a.sh', 'rm /etc/one\n');
  workspace.write('images/golden/tests/b.sh', 'rm /etc/one\n');
  workspace.write('images/web/tests/web.sh', 'grep two /etc/two\n');
  workspace.write('images/web/tests/web.yaml', 'service: { web: { running: true } }\n');
  const { code, out } = await workspace.strata('test', '-junit=junit.xml', 'images/web');
  expect(out.split('\n').slice(0, 6)).toEqual([
    'File: /etc/one: exists: matches expectation: true',
    'File: /etc/one: contents: matches expectation: ["one"]',
    'Script: images/golden/tests/a.sh: exit-status: matches expectation: 0',
    'Script: images/golden/tests/b.sh: exit-status: matches expectation: 0',
    'Script: images/web/tests/web.sh: exit-status: matches expectation: 0',
    'File: images/web/tests/web.yaml: checks: skipped',
  ]);
  expect(out).toContain('Count: 6, Failed: 0, Skipped: 1');
  expect(code).toBe(0);
  expect(workspace.read('junit.xml')).toContain('<testsuites name="web" ');
});

test('how the tests ended lies beside the receipt, the same for the same image and tests', async () => {
  const path = 'images/web/dist/rootfs.web.tests-layers.json';
  const first = workspace.read(path);
  const verdict = JSON.parse(first);
  expect(verdict).toMatchObject({ verdict: 'passed', count: { passed: 5, failed: 0, skipped: 0 } });
  const { layers } = JSON.parse(workspace.read('images/web/dist/rootfs.web.receipt.json'));
  expect(verdict.layers).toEqual(layers.map(({ diffId }: { diffId: string }) => diffId));
  expect(Object.keys(verdict.tests)).toContain('images/golden/tests/a.sh');
  expect(first).not.toContain(workspace.root);
  await workspace.strata('test', '-in=layers', 'images/web');
  expect(workspace.read(path)).toBe(first);
});

test('a failure ends with 1, and shows the line of the check', async () => {
  workspace.write(
    'images/golden/tests/files.yaml',
    '# strata-test: both\nfile:\n  /etc/one: { exists: true, contents: [three] }\n',
  );
  const { code, err, out } = await workspace.strata('test', '-json', '-report=tests.html', 'images/web');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ image: 'web', counts: { failed: 1, errors: 0 } });
  expect(workspace.read('tests.html')).toContain('<h1>Tests of web: 1 failed, ');
  expect(err).toContain('Check failed (TST020)');
  expect(err).toMatch(/on images\/golden\/tests\/files\.yaml line 3/);
  expect(err).toContain('3:   /etc/one: { exists: true, contents: [three] }');
  const { verdict, failures } = JSON.parse(workspace.read('images/web/dist/rootfs.web.tests-layers.json'));
  expect(verdict).toBe('failed');
  expect(failures).toMatchObject([
    { subject: '/etc/one', file: 'images/golden/tests/files.yaml', line: 3, unmet: ['three'] },
  ]);
});

test('in both places only what some test belongs in is done, and other verdicts go', async () => {
  workspace.image('plain', shellSteps('true'));
  await workspace.strata('build', 'images/plain');
  workspace.write('images/plain/tests/plain.sh', '# strata-test: layers\ntrue\n');
  workspace.write('images/plain/dist/rootfs.plain.tests-machine.json', '{}');
  const { code, out } = await workspace.strata('test', '-in=both', 'images/plain');
  expect([code, out]).toEqual([0, expect.stringContaining('Count: 1, Failed: 0, Skipped: 0')]);
  expect(workspace.has('images/plain/dist/rootfs.plain.tests-machine.json')).toBe(false);
  expect(workspace.has('images/plain/dist/rootfs.plain.tests-layers.json')).toBe(true);
});

test('an image that was not built is not tested', async () => {
  workspace.image('never', shellSteps('true'));
  const { code, err } = await workspace.strata('test', 'images/never');
  expect([code, err]).toEqual([1, expect.stringContaining('(CLI008)')]);
});

test.each(['layers', 'machine', 'both'])(
  'mistakes in tests are told before anything is started (%s)',
  async (place) => {
    workspace.write('images/golden/tests/files.yaml', 'file:\n  /etc/one: { exist: true }\n');
    const { code, out, err } = await workspace.strata('test', `-in=${place}`, 'images/web');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Did you mean "exists"?');
    expect(err).toContain('Missing attribute (TST004)');
    // Of an image without a kernel no machine can be started, which would be the next thing to be told.
    expect(err).not.toContain('(LAY103)');
  },
);
