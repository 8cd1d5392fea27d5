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

test('a failure ends with 1, and shows the line of the check', async () => {
  workspace.write(
    'images/golden/tests/files.yaml',
    '# strata-test: both\nfile:\n  /etc/one: { exists: true, contents: [three] }\n',
  );
  const { code, err } = await workspace.strata('test', 'images/web');
  expect(code).toBe(1);
  expect(err).toContain('Check failed (TST020)');
  expect(err).toMatch(/on images\/golden\/tests\/files\.yaml line 3/);
  expect(err).toContain('3:   /etc/one: { exists: true, contents: [three] }');
});

test('mistakes in tests are told before anything runs', async () => {
  workspace.write('images/golden/tests/files.yaml', 'file:\n  /etc/one: { exist: true }\n');
  const { code, out, err } = await workspace.strata('test', 'images/web');
  expect(code).toBe(1);
  expect(err).toContain('Did you mean "exists"?');
  expect(err).toContain('Missing attribute (TST004)');
  expect(out).toContain('Count: 0, Failed: 0, Skipped: 0');
});
