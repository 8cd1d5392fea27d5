import { type OpenedFake, openFake } from '../testing/open-fake';
import { explainAws } from './explain';

let opened: OpenedFake;
beforeAll(async () => {
  opened = await openFake();
});
afterEach(() => opened.fake.faults.clear());
afterAll(() => opened[Symbol.asyncDispose]());

/** What a fault is told as that met a call over the wire. */
async function tell(
  action: string,
  fault: { readonly code: string; readonly status?: number; readonly message?: string },
) {
  const session = await opened.open({ max_retries: 0 });
  opened.fake.faults.add({ action, ...fault });
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    DescribeRegions: () => session.ec2().describeRegions({}),
    StartSnapshot: () => session.ebs().startSnapshot({ VolumeSize: 1 }),
    GetParameter: () => session.ssm().getParameter({ Name: '/a' }),
    GetSecretValue: () => session.secretsManager().getSecretValue({ SecretId: 'a' }),
    ListRolePolicies: () => session.iam().listRolePolicies({ RoleName: 'a' }),
  };
  const thrown = await calls[action]?.().catch((error: unknown) => error);
  return explainAws(thrown, { action, region: 'eu-central-1' });
}

test.each([
  ['DescribeRegions', 'UnauthorizedOperation', 403, '', 'AWS005'],
  [
    'DescribeRegions',
    'AuthFailure',
    401,
    'AWS was not able to validate the provided access credentials',
    'AWS003',
  ],
  ['DescribeRegions', 'RequestExpired', 400, '', 'AWS004'],
  ['DescribeRegions', 'OptInRequired', 401, 'You are not subscribed to this service.', 'AWS006'],
  ['DescribeRegions', 'VcpuLimitExceeded', 400, '', 'AWS007'],
  ['DescribeRegions', 'InsufficientInstanceCapacity', 500, '', 'AWS008'],
  ['DescribeRegions', 'RequestLimitExceeded', 503, '', 'AWS009'],
  ['DescribeRegions', 'InternalError', 500, '', 'AWS012'],
  ['DescribeRegions', 'InvalidAMIID.NotFound', 400, '', 'AWS013'],
  ['DescribeRegions', 'InvalidAMIName.Duplicate', 400, '', 'AWS014'],
  ['DescribeRegions', 'DependencyViolation', 400, '', 'AWS015'],
  ['DescribeRegions', 'OperationNotPermitted', 400, 'deregistration protection', 'AWS016'],
  ['DescribeRegions', 'IncorrectInstanceState', 400, '', 'AWS017'],
  ['DescribeRegions', 'KMSKeyNotAccessibleFault', 400, '', 'AWS018'],
  ['DescribeRegions', 'IdempotentParameterMismatch', 400, '', 'AWS019'],
  ['DescribeRegions', 'InvalidParameterValue', 400, '', 'AWS020'],
  ['StartSnapshot', 'RequestThrottledException', 400, '', 'AWS009'],
  ['StartSnapshot', 'ServiceQuotaExceededException', 402, '', 'AWS007'],
  ['StartSnapshot', 'InternalServerException', 500, '', 'AWS012'],
  ['StartSnapshot', 'AccessDeniedException', 403, '', 'AWS005'],
  ['GetParameter', 'ThrottlingException', 400, '', 'AWS009'],
  ['GetParameter', 'ExpiredTokenException', 400, '', 'AWS004'],
  ['GetSecretValue', 'DecryptionFailure', 400, '', 'AWS018'],
  ['ListRolePolicies', 'AccessDenied', 403, '', 'AWS005'],
  ['ListRolePolicies', 'Throttling', 400, '', 'AWS009'],
])(
  '%s answered with %s is told as it came over the wire',
  async (action, code, status, message, expected) => {
    const told = await tell(action, { code, status, ...(message !== '' && { message }) });
    expect(told.code).toBe(expected);
    expect(told.detail).toContain(code);
    expect(told.hint).toBeDefined();
  },
);
