import { readSettings } from './settings';

const GIVEN = ['--account=123456789012', '--region=eu-central-1', '--limit=1.5'];

test('account, region and limit are all that has to be said', () => {
  expect(readSettings(GIVEN, {})).toMatchObject({
    settings: {
      account: '123456789012',
      region: 'eu-central-1',
      secondRegion: 'eu-west-1',
      limit: 1.5,
      minutes: 60,
    },
  });
});

test('variables may say it, and flags come first', () => {
  const variables = {
    STRATA_LIVE_ACCOUNT: '210987654321',
    STRATA_LIVE_REGION: 'eu-west-1',
    STRATA_LIVE_LIMIT: '3',
  };
  expect(readSettings(['--account=123456789012'], variables)).toMatchObject({
    settings: { account: '123456789012', region: 'eu-west-1', secondRegion: 'eu-central-1', limit: 3 },
  });
});

test('all that is missing is told at once, and a profile or a region of AWS says nothing', () => {
  const { problems } = readSettings([], { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'ci' }) as {
    problems: string[];
  };
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['--account', '--region', '--limit']);
});

test.each([
  ['--account=1234', /twelve digits/],
  ['--region=Frankfurt', /such as eu-central-1/],
  ['--second-region=eu-central-1', /another region/],
  ['--limit=much', /US dollars/],
  ['--limit=0', /US dollars/],
  ['--minutes=-1', /above 0/],
  ['--acount=123456789012', /acount/],
])('%s is refused', (flag, expected) => {
  const { problems } = readSettings([...GIVEN, flag], {}) as { problems: string[] };
  expect(problems.join('\n')).toMatch(expected);
});
