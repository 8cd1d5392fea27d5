import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { traceFailures } from './trace-failures';

const failure = (label: string, subject: string) => ({
  ...{ title: '', image: 'web', file: '', message: '', label, subject, attribute: '' },
});

test('of scripts and programs nobody guesses, and no layer is read for them', async () => {
  const context = createPostProcessContext({ ports: createTestPorts() });
  const image = { layers: [{ diffId: 'sha256:gone', size: 1 }], base: {}, config: {} };
  const failures = [
    failure('Script', 'tests/a.sh'),
    failure('Test', 'tests/a.test.ts'),
    failure('Command', 'make me'),
  ];
  expect(await traceFailures(context, image, failures)).toEqual([
    {
      kind: 'unknown',
      reason: expect.stringMatching(/^a script says that it failed, .*strata-about: service=NAME$/),
    },
    { kind: 'unknown', reason: expect.stringMatching(/^a program says that it failed/) },
    { kind: 'unknown', reason: 'what it asks about cannot be seen from the test' },
  ]);
});
