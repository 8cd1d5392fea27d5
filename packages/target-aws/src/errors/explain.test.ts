import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { classifyAws, hasAwsCode } from './catalogue';
import { explainAws, toAwsFailure } from './explain';

const request = { action: 'RunInstances', region: 'eu-central-1', what: 'the instance of golden' };

/** As the SDK throws what a service answered. */
function answer(name: string, message = 'no more is said', extra: object = {}) {
  const $metadata = { httpStatusCode: 400, requestId: 'req-1', attempts: 1 };
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata, ...extra });
}

/** As it throws when nobody answered. */
function silence(code: string, name = 'Error') {
  return Object.assign(new Error(`${code} 127.0.0.1`), { name, code, $metadata: { attempts: 11 } });
}

test.each([
  ['CredentialsProviderError', 'Could not load credentials from any providers', 'AWS001', 'aws sso login'],
  ['CredentialsProviderError', 'Profile x requires multi-factor authentication', 'AWS001', 'mfa_code'],
  ['CredentialsProviderError', 'The SSO session associated with this profile has expired', 'AWS004', 'sso'],
  ['InvalidClientTokenId', '', 'AWS003', 'key'],
  ['SignatureDoesNotMatch', '', 'AWS003', 'secret'],
  ['AuthFailure', 'AWS was not able to validate the provided access credentials', 'AWS003', 'enable'],
  ['AuthFailure', 'Not authorized for images: [ami-1]', 'AWS005', 'iam-policy'],
  ['ExpiredToken', '', 'AWS004', 'new ones'],
  ['RequestExpired', '', 'AWS004', 'time'],
  ['UnauthorizedOperation', '', 'AWS005', 'preflight'],
  ['AccessDeniedException', '', 'AWS005', 'preflight'],
  ['OptInRequired', 'You are not subscribed to this service', 'AWS006', 'Enable'],
  [
    'OptInRequired',
    'In order to use this AWS Marketplace product you need to accept terms',
    'AWS005',
    'terms',
  ],
  ['InstanceLimitExceeded', '', 'AWS007', 'Running On-Demand instances'],
  ['VcpuLimitExceeded', '', 'AWS007', 'vCPUs'],
  ['MaxSpotInstanceCountExceeded', '', 'AWS007', 'Spot Instance Requests'],
  ['SnapshotLimitExceeded', '', 'AWS007', 'Snapshots per Region'],
  ['PendingSnapshotLimitExceeded', '', 'AWS007', 'Concurrent snapshots'],
  ['ResourceLimitExceeded', 'too many snapshot copies', 'AWS007', 'copies per destination'],
  ['ResourceLimitExceeded', 'You have reached your quota of AMIs', 'AWS007', '"AMIs"'],
  ['ServiceQuotaExceededException', '', 'AWS007', 'Service Quotas'],
  ['InsufficientInstanceCapacity', '', 'AWS008', 'types or zones'],
  ['InsufficientHostCapacity', '', 'AWS008', 'types or zones'],
  ['Unsupported', 'not supported in your requested Availability Zone', 'AWS008', 'availability_zone'],
  ['SpotMaxPriceTooLow', '', 'AWS008', 'spot_price'],
  ['RequestLimitExceeded', '', 'AWS009', 'max_retries'],
  ['RequestThrottledException', '', 'AWS009', 'max_retries'],
  ['ConcurrentLimitExceededException', '', 'AWS009', 'max_retries'],
  ['InternalServerException', '', 'AWS012', 'later'],
  ['InvalidInstanceID.NotFound', '', 'AWS013', 'region'],
  ['InvalidAMIID.NotFound', '', 'AWS013', 'source_ami'],
  ['InvalidSnapshot.NotFound', '', 'AWS013', 'region'],
  ['InvalidGroup.NotFound', '', 'AWS013', 'security_group_id'],
  ['InvalidKeyPair.NotFound', '', 'AWS013', 'ssh_keypair_name'],
  ['InvalidVolume.NotFound', '', 'AWS013', 'region'],
  ['InvalidSubnetID.NotFound', '', 'AWS013', 'subnet_id'],
  ['ResourceNotFoundException', '', 'AWS013', 'region'],
  ['InvalidParameterValue', 'Value (x) for parameter iamInstanceProfile.name is invalid', 'AWS013', 'role'],
  ['InvalidAMIName.Duplicate', '', 'AWS014', 'force_deregister'],
  ['InvalidKeyPair.Duplicate', '', 'AWS014', 'sweep'],
  ['DependencyViolation', '', 'AWS015', 'sweep'],
  ['InvalidSnapshot.InUse', '', 'AWS015', 'sweep'],
  ['VolumeInUse', '', 'AWS015', 'sweep'],
  ['OperationNotPermitted', 'Block public access for AMIs is on', 'AWS016', 'ami_users'],
  ['OperationNotPermitted', 'the image has deregistration protection', 'AWS016', 'protection'],
  ['OperationNotPermitted', "modify its 'disableApiStop' instance attribute", 'AWS016', 'stop'],
  ['IncorrectState', '', 'AWS017', 'again'],
  ['IncorrectInstanceState', '', 'AWS017', 'again'],
  ['InvalidParameterValue', 'Instance is not in state stopped', 'AWS017', 'again'],
  ['InvalidAMIID.Unavailable', '', 'AWS017', 'again'],
  ['InvalidParameter', 'Snapshot is encrypted with the default key', 'AWS018', 'kms_key_id'],
  ['KMSKeyNotAccessibleFault', '', 'AWS018', 'kms:CreateGrant'],
  ['IdempotentParameterMismatch', '', 'AWS019', 'sweep'],
  ['InvalidParameterValue', '', 'AWS020', 'message'],
  ['InvalidAMIID.Malformed', '', 'AWS020', 'message'],
  ['SomethingThatNobodyKnows', '', 'AWS020', 'message'],
])('%s (%s) is %s and says %s', (name, message, code, words) => {
  const told = explainAws(answer(name, message), request);
  expect(told.code).toBe(code);
  expect(`${told.detail} ${told.hint}`).toContain(words);
  expect(told.detail).toContain(`RunInstances in eu-central-1 for the instance of golden ended with`);
  expect(told.detail).toContain(name);
  expect(told.detail).toContain('request req-1');
});

test.each([
  ['ETIMEDOUT', 'TimeoutError', 'AWS010', 'STRATA_AWS_TIMEOUT'],
  ['ENOTFOUND', 'Error', 'AWS010', 'region'],
  ['ECONNREFUSED', 'Error', 'AWS010', 'AWS_ENDPOINT_URL'],
  ['ECONNRESET', 'Error', 'AWS010', 'network'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Error', 'AWS011', 'NODE_EXTRA_CA_CERTS'],
])('silence of %s (%s) is %s and says %s', (code, name, expected, words) => {
  const told = explainAws(silence(code, name), request);
  expect([told.code, told.hint]).toEqual([expected, expect.stringContaining(words)]);
  expect(told.detail).toContain('asked 11 times');
});

test.each([
  [429, 'AWS009'],
  [503, 'AWS012'],
  [418, 'AWS020'],
])('an unknown code with status %i is %s', (status, code) => {
  const error = answer('Novelty', '', { $metadata: { httpStatusCode: status, requestId: 'r' } });
  expect(explainAws(error, request).code).toBe(code);
});

test('the reason that EBS adds is shown beside its code', () => {
  const error = answer('ValidationException', 'bad block', { Reason: 'INVALID_BLOCK' });
  expect(explainAws(error, { action: 'PutSnapshotBlock' }).detail).toContain(
    '(ValidationException INVALID_BLOCK, request req-1)',
  );
});

test('the encoded part of a refusal is left out, and the way to read it told', () => {
  const error = answer(
    'UnauthorizedOperation',
    'You are not authorized. Encoded authorization failure message: 4GIOHlTkIaWHQ_x-y=',
  );
  const told = explainAws(error, request);
  expect(told.detail).toContain('"You are not authorized" (Unauth');
  expect(told.hint).toContain('decode_authorization_messages');
});

test('a failure that explains itself stays as it is', () => {
  const own = problem('AWS022', { detail: 'It took too long.' });
  expect(explainAws(new Failure(own), request)).toBe(own);
});

test('a mistake of ours is no failure of AWS', () => {
  const bug = new TypeError('x is not a function');
  expect(toAwsFailure(bug, request)).toBe(bug);
  expect(classifyAws(bug)).toBeUndefined();
});

test('what AWS answered becomes a failure that keeps its cause', () => {
  const cause = answer('VolumeInUse');
  const failure = toAwsFailure(cause, request);
  expect(failure).toBeInstanceOf(Failure);
  expect((failure as Failure).cause).toBe(cause);
});

test('codes are asked for by name or by their end', () => {
  const error = answer('InvalidVolume.NotFound');
  expect([hasAwsCode(error, '*.NotFound'), hasAwsCode(error, 'VolumeInUse')]).toEqual([true, false]);
});
