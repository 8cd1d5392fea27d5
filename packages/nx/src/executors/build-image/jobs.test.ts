import { type BuildTask, getJobs, orderTasks } from './jobs';

const task = (id: string, options: Partial<BuildTask['options']> = {}): BuildTask => ({
  id,
  project: id.split(':')[0] as string,
  options: { template: `images/${id}`, ...options },
});
const ids = (tasks: readonly BuildTask[]) => tasks.map(({ id }) => id);

test('parents come before their children, whatever order Nx gives', () => {
  const tasks = [task('web:b'), task('middleware:b'), task('golden:b')];
  const waits = { 'web:b': ['middleware:b'], 'middleware:b': ['golden:b'], 'golden:b': [] };
  expect(ids(orderTasks(tasks, waits))).toEqual(['golden:b', 'middleware:b', 'web:b']);
});

test('a ring ends, and every task of it is there once', () => {
  const tasks = [task('a:b'), task('b:b')];
  expect(ids(orderTasks(tasks, { 'a:b': ['b:b'], 'b:b': ['a:b'] })).sort()).toEqual(['a:b', 'b:b']);
});

test('tasks of one project are one job that builds what all of them ask for', () => {
  const jobs = getJobs([
    task('a:x', { only: ['rootfs.x'] }),
    task('a:y', { only: ['rootfs.y'] }),
    task('b:z'),
  ]);
  expect(jobs.map(({ project, choices, tasks }) => [project, choices.selection.only, tasks.length])).toEqual([
    ['a', ['rootfs.x', 'rootfs.y'], 2],
    ['b', [], 1],
  ]);
});

test('a task that asks for everything is not narrowed by another', () => {
  const [job] = getJobs([task('a:x', { only: ['rootfs.x'] }), task('a:all')]);
  expect(job?.choices.selection.only).toEqual([]);
});
