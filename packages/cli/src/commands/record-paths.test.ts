import { Failure } from '@strata/diagnostics';
import { createTestPorts } from '@strata/sdk/testing';
import { getRecordPaths } from './record-paths';

function find(
  given: Partial<Parameters<typeof getRecordPaths>[1]>,
  variables: Readonly<Record<string, string>> = {},
) {
  const ports = createTestPorts();
  const environment = { ...ports.environment, cwd: '/ws', variables };
  return getRecordPaths(
    { ports: { ...ports, environment } },
    { events: undefined, report: undefined, read: [], ...given },
  );
}

function getProblems(given: Parameters<typeof find>[0], variables?: Parameters<typeof find>[1]) {
  try {
    find(given, variables);
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
    throw error;
  }
  return [];
}

test('a flag comes before its variable, and an empty one means none', () => {
  const variables = { STRATA_EVENTS: 'all.jsonl', STRATA_REPORT: '/tmp/all.html' };
  expect(find({}, variables)).toEqual({ events: '/ws/all.jsonl', report: '/tmp/all.html' });
  expect(find({ events: 'one.jsonl', report: '' }, variables)).toEqual({
    events: '/ws/one.jsonl',
    report: undefined,
  });
});

test('what a build reads is not written over, and each record has a file of its own', () => {
  const read = ['web.pkr.hcl', './values.pkrvars.hcl'];
  expect(getProblems({ events: './web.pkr.hcl', report: '/ws/values.pkrvars.hcl', read })).toEqual([
    'CLI026 -events is /ws/web.pkr.hcl, which the build reads: it would be written over.',
    'CLI026 -report is /ws/values.pkrvars.hcl, which the build reads: it would be written over.',
  ]);
  expect(getProblems({ events: 'x' }, { STRATA_REPORT: '/ws/x' })).toEqual([
    'CLI026 -events and -report are both /ws/x: one would take the place of the other.',
  ]);
  expect(getProblems({ events: 'images/other.pkr.hcl' })).toHaveLength(1);
  expect(getProblems({ events: 'x', report: 'y', read })).toEqual([]);
});
