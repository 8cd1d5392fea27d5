import { readSettings } from './settings';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GIVEN = [
  ...[`--subscription=${SUBSCRIPTION}`, '--group=sandbox', '--location=westeurope'],
  ...['--storage-account=sandboxdisks', '--limit=1.5'],
];

test('subscription, group, location, account and limit are all that has to be said', () => {
  expect(readSettings(GIVEN, {})).toMatchObject({
    settings: {
      ...{ subscription: SUBSCRIPTION, group: 'sandbox', location: 'westeurope' },
      ...{ secondLocation: 'northeurope', storageAccount: 'sandboxdisks' },
      ...{ limit: 1.5, minutes: 90, logsIn: true },
    },
  });
});

test('variables may say it, and flags come first', () => {
  const variables = {
    STRATA_LIVE_SUBSCRIPTION: SUBSCRIPTION,
    STRATA_LIVE_GROUP: 'other',
    STRATA_LIVE_LOCATION: 'northeurope',
    STRATA_LIVE_STORAGE_ACCOUNT: 'disks',
    STRATA_LIVE_LIMIT: '3',
  };
  expect(readSettings(['--group=sandbox'], variables)).toMatchObject({
    settings: { group: 'sandbox', location: 'northeurope', secondLocation: 'westeurope', limit: 3 },
  });
});

test('all that is missing is told at once, and what Azure itself reads says nothing', () => {
  const { problems } = readSettings([], { AZURE_SUBSCRIPTION_ID: SUBSCRIPTION }) as { problems: string[] };
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    ...['--subscription', '--group', '--location', '--storage-account', '--limit'],
  ]);
});

test.each([
  ['--subscription=mine', /id of a subscription/],
  ['--location=West Europe', /such as westeurope/],
  ['--second-location=westeurope', /another region/],
  ['--limit=0', /US dollars/],
  ['--limit=0.00', /US dollars/],
  ['--minutes=-1', /above 0/],
  ['--grup=sandbox', /grup/],
])('%s is refused', (flag, expected) => {
  const { problems } = readSettings([...GIVEN, flag], {}) as { problems: string[] };
  expect(problems.join('\n')).toMatch(expected);
});
