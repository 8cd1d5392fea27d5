import type { RecordPaths } from '@strata/cli';
import type { BuildEvent } from '@strata/engine';
import type { BuildImageOptions } from './options';
import { createProjectRecords } from './project-records';

const job = (project: string, options: Partial<BuildImageOptions> = {}) => ({
  project,
  tasks: [{ id: `${project}:build`, project, options: { template: '', ...options } }],
});

const event = (project: string, kind: BuildEvent['kind']) =>
  ({ kind, at: 0, build: { project, build: 'rootfs.x' } }) as BuildEvent;
const finished = { kind: 'run-finished', at: 1 } as const;

function createWorld(...jobs: readonly ReturnType<typeof job>[]) {
  const opened: { paths: RecordPaths; kinds: string[]; closed: boolean }[] = [];
  const records = createProjectRecords(jobs, '/ws', (paths) => {
    const one = { paths, kinds: [] as string[], closed: false };
    opened.push(one);
    return {
      listen: ({ kind }) => void one.kinds.push(kind),
      close: async () => {
        one.closed = true;
        return [];
      },
    };
  });
  return { opened, records };
}

test('a run that finds everything stored writes nothing', async () => {
  const { opened, records } = createWorld(job('web'));
  for (const kind of ['build-started', 'step-cached', 'build-finished'] as const)
    records.listen(event('web', kind));
  records.listen(finished);
  await records.close();
  expect(opened).toEqual([]);
});

test('a run with work writes a page for its project, from the first event on', async () => {
  const { opened, records } = createWorld(job('@scope/web'), job('other'));
  for (const kind of ['build-started', 'step-started'] as const) records.listen(event('@scope/web', kind));
  records.listen(event('parent', 'step-started'));
  records.listen(finished);
  await records.close();
  expect(opened).toEqual([
    {
      paths: { events: undefined, report: '/ws/.strata/reports/%40scope%2Fweb.html' },
      kinds: ['build-started', 'step-started', 'run-finished'],
      closed: true,
    },
  ]);
});

test('what is asked for is written whatever happens, and an empty name means nothing', async () => {
  const { opened, records } = createWorld(job('web', { events: 'dist/e.jsonl', report: '' }));
  records.listen(event('web', 'step-cached'));
  await records.close();
  expect(opened).toEqual([
    { paths: { events: '/ws/dist/e.jsonl', report: undefined }, kinds: ['step-cached'], closed: true },
  ]);
});
