import type { TaskGraph } from '@nx/devkit';
import { isDryRun } from './dry-run';

/** A child that was asked for with these words behind it, and its parent, which was not. */
function createGraph(overrides: Readonly<Record<string, unknown>>): TaskGraph {
  const task = (project: string, own: Readonly<Record<string, unknown>>) => ({
    id: `${project}:publish-image`,
    target: { project, target: 'publish-image' },
    overrides: own,
    outputs: [],
    parallelism: true,
    cache: false,
  });
  return {
    roots: ['golden:publish-image'],
    tasks: {
      'golden:publish-image': task('golden', { __overrides_unparsed__: [] }),
      'web:publish-image': task('web', overrides),
    },
    dependencies: { 'golden:publish-image': [], 'web:publish-image': [] },
    continuousDependencies: { 'golden:publish-image': [], 'web:publish-image': [] },
  };
}

test.each([
  [{ dryRun: true }, true],
  [{ 'dry-run': true }, true],
  [{ dryRun: false }, false],
  [{}, false],
])('a run with %j behind a task is dry for what that waits for: %j', (overrides, expected) => {
  expect(isDryRun({ taskGraph: createGraph(overrides) })).toBe(expected);
});

test('a task without a graph says for itself', () => {
  expect(isDryRun({})).toBe(false);
});
