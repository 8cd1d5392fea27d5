import { createSecretFilter, Secret } from '@strata/sdk';
import { type BuildEvent, createEmitter } from './events';
import { createStepReporter } from './step-reporter';

function createWorld() {
  const secrets = createSecretFilter();
  const events: BuildEvent[] = [];
  const emit = createEmitter({ now: () => 0, listen: (event) => events.push(event), secrets });
  const reporter = createStepReporter({ project: 'web', build: 'rootfs.web' }, emit, secrets);
  return { events, reporter, secrets };
}

test('progress is an event of its build', () => {
  const { events, reporter } = createWorld();
  reporter.progress({ id: '1', label: 'downloading', done: 3, total: 7, unit: 'bytes', item: 'bash.deb' });
  expect(events).toEqual([
    {
      kind: 'progress',
      at: 0,
      build: { project: 'web', build: 'rootfs.web' },
      ...{ id: '1', label: 'downloading', done: 3, total: 7, unit: 'bytes', item: 'bash.deb' },
    },
  ]);
});

test('what is worked on is masked like any other text', () => {
  const { events, reporter, secrets } = createWorld();
  secrets.register(new Secret('correct-horse'));
  reporter.progress({
    id: '1',
    label: 'get correct-horse',
    done: 0,
    unit: 'items',
    item: 'at correct-horse',
  });
  expect(JSON.stringify(events)).not.toContain('correct-horse');
});
