import { openFake } from '../testing/open-fake';
import { formatCall } from './format-call';
import { openAwsSession } from './open-session';

const call = { service: 'EC2', action: 'RunInstances', region: 'eu-central-1', milliseconds: 412.4 };

test.each([
  [
    { ...call, attempts: 1, requestId: '1a' },
    'EC2 RunInstances in eu-central-1: 412 ms, 1 attempt, request 1a',
  ],
  [
    { ...call, attempts: 2, error: 'UnauthorizedOperation' },
    'EC2 RunInstances in eu-central-1: 412 ms, 2 attempts, UnauthorizedOperation',
  ],
])('a call is a line', (given, expected) => {
  expect(formatCall(given)).toBe(expected);
});

test('every call is in the log with the tries that it took, and no secret is', async () => {
  await using opened = await openFake();
  opened.fake.faults.add({ action: 'DescribeRegions', code: 'RequestLimitExceeded', status: 503, times: 2 });
  const lines: string[] = [];
  const ports = { ...opened.ports, log: (text: string) => void lines.push(text) };
  const session = await openAwsSession({}, { ports, signal: opened.context.signal });
  await session.ec2().describeRegions({});
  await session.ssm().putParameter({ Name: '/a', Value: 'hunter2', Type: 'SecureString' });
  await session
    .ec2()
    .describeImages({ ImageIds: ['ami-0123456789abcdef0'] })
    .catch(() => undefined);
  session.close();
  expect(lines).toEqual([
    expect.stringMatching(/^STS GetCallerIdentity in eu-central-1: \d+ ms, 1 attempt, request \S+$/),
    expect.stringMatching(/^EC2 DescribeRegions in eu-central-1: \d+ ms, 3 attempts, request \S+$/),
    expect.stringMatching(/^SSM PutParameter /),
    expect.stringMatching(/^EC2 DescribeImages .*, InvalidAMIID.NotFound$/),
  ]);
  expect(lines.join('\n')).not.toContain('hunter2');
  expect(lines.join('\n')).not.toContain(opened.fake.key.secretAccessKey);
});
