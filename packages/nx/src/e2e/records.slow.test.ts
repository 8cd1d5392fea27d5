import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createNxWorkspace, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { addTinyBase, makeTemplate, shellStep } from '../testing/tiny-base';

let workspace: NxWorkspace;
beforeEach(() => {
  workspace = createNxWorkspace({});
  const base = addTinyBase(workspace);
  workspace.write({
    'images/golden/image.pkr.hcl': makeTemplate('golden', base, [
      shellStep('echo golden > /etc/golden'),
      '  post-processor "shell-local" {\n    inline = ["echo ran >> ran.txt"]\n  }',
    ]),
  });
  linkRepository(workspace);
});
afterEach(() => workspace.remove());

test('a build keeps a page of what it did, which no cache sees, and events where they are asked for', () => {
  const build = (...flags: readonly string[]) => workspace.nx('run', 'golden:build-image', ...flags);
  expect(build().code).toBe(0);
  const page = workspace.read('.strata/reports/golden.html');
  expect(page).toContain('golden/rootfs.golden');
  expect(page).toContain('It was not built here before.');
  // The first build made the lock file, which is an input of the next.
  build();
  expect(build().output).toMatch(/local cache|existing outputs match/u);
  const asked = workspace.nx(
    'run',
    'golden:build-image--rootfs.golden',
    '--events=out/events.jsonl',
    '--report=',
  );
  expect(asked.code).toBe(0);
  expect(workspace.read('out/events.jsonl')).toMatch(/^\{"kind":"run-started","schema":1,/u);
});

test('how tests ended comes from the cache with the results, while image and tests are the same', () => {
  workspace.write({ 'images/golden/tests/golden.sh': '# strata-test: layers\n[ -s /etc/golden ]\n' });
  const verdict = 'images/golden/dist/rootfs.golden.tests-layers.json';
  const tested = workspace.nx('run', 'golden:test-image');
  expect([tested.code, tested.output]).toEqual([
    0,
    expect.stringContaining('Count: 1, Failed: 0, Skipped: 0'),
  ]);
  const first = workspace.read(verdict);
  expect(JSON.parse(first)).toMatchObject({ verdict: 'passed', place: 'layers' });
  rmSync(join(workspace.root, verdict));
  const again = workspace.nx('run', 'golden:test-image');
  expect(again.output).toMatch(/test-image .*\[(?:local cache|existing outputs match)/u);
  expect(workspace.read(verdict)).toBe(first);
  workspace.write({ 'images/golden/tests/golden.sh': '# strata-test: layers\nfalse\n' });
  expect(workspace.nx('run', 'golden:test-image').code).toBe(1);
  expect(JSON.parse(workspace.read(verdict))).toMatchObject({ verdict: 'failed' });
});

test('post-processors are run again without a build, and not where there was none', () => {
  const target = 'golden:build-image--rootfs.golden';
  const never = workspace.nx('run', target, '--postProcessorsOnly');
  expect([never.code, never.output]).toEqual([1, expect.stringContaining('has no receipt')]);
  workspace.nx('run', target);
  expect(workspace.nx('run', target, '--postProcessorsOnly').code).toBe(0);
  expect(workspace.read('images/golden/ran.txt')).toBe('ran\nran\n');
});

test('a sweep is a target of each image, and may be tried first', () => {
  expect(workspace.nx('run', 'golden:sweep', '--dryRun').output).toContain('Nothing was left behind.');
  expect(workspace.nx('run', 'golden:sweep').code).toBe(0);
  expect(existsSync(join(workspace.root, '.strata/reports'))).toBe(false);
});
