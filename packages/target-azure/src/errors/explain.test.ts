import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { catalogue, classifyAzure, hasAzureCode } from './catalogue';
import { explainAzure, toAzureFailure } from './explain';

const request = { action: 'Making the image version', what: 'webapp 1.2.3', region: 'westeurope' };

/** As the SDKs throw what Azure answered. */
function answer(status: number, code: string, message = 'no more is said', extra: object = {}) {
  return Object.assign(new Error(message), {
    name: 'RestError',
    statusCode: status,
    code,
    response: {
      bodyAsText: JSON.stringify({ error: { code, message, ...extra } }),
      headers: new Map([['x-ms-request-id', 'req-1']]),
    },
  });
}

/** As the SDK for credentials throws. */
function refusal(name: string, message: string) {
  return Object.assign(new Error(message), { name });
}

test.each([
  [409, 'AnotherOperationInProgress', '', 'AZU018', 'again'],
  [412, 'PreconditionFailed', '', 'AZU018', 'again'],
  [409, 'RetryableError', '', 'AZU018', 'again'],
  [409, 'CanceledAndSupersededDueToAnotherOperation', '', 'AZU018', 'again'],
  [409, 'DeploymentActive', '', 'AZU018', 'again'],
  [409, 'NicReservedForAnotherVm', '', 'AZU018', 'again'],
  [409, 'OperationNotAllowed', 'The VM must not be running: it is not deallocated', 'AZU017', 'again'],
  [429, 'TooManyRequests', '', 'AZU009', 'fewer'],
  [429, 'SubscriptionRequestsThrottled', '', 'AZU009', 'fewer'],
  [409, 'OperationNotAllowed', 'Number of requests: too many requests received', 'AZU009', 'fewer'],
  [409, 'AllocationFailed', '', 'AZU008', 'vm_size'],
  [409, 'ZonalAllocationFailed', '', 'AZU008', 'zone'],
  [409, 'OverconstrainedAllocationRequest', '', 'AZU008', 'vm_size'],
  [409, 'SkuNotAvailable', '', 'AZU008', 'list-skus'],
  [409, 'OperationNotAllowed', 'exceeding approved Total Regional Cores quota', 'AZU007', 'Quotas'],
  [409, 'QuotaExceeded', '', 'AZU007', 'Quotas'],
  [400, 'PublicIPCountLimitReached', '', 'AZU007', 'Quotas'],
  [400, 'ResourceQuotaExceeded', '', 'AZU007', 'Quotas'],
  [409, 'DeploymentQuotaExceeded', '', 'AZU007', 'Quotas'],
  [409, 'MissingSubscriptionRegistration', '', 'AZU006', 'az provider register'],
  [400, 'NoRegisteredProviderFound', '', 'AZU006', 'az provider register'],
  [404, 'ResourceNotFound', '', 'AZU013', 'group'],
  [404, 'ResourceGroupNotFound', '', 'AZU013', 'az group create'],
  [404, 'ParentResourceNotFound', '', 'AZU013', 'group'],
  [404, 'GalleryImageNotFound', '', 'AZU013', 'regions of the version'],
  [404, 'BlobNotFound', '', 'AZU013', 'group'],
  [403, 'AuthorizationFailed', '', 'AZU005', 'role'],
  [403, 'LinkedAuthorizationFailed', '', 'AZU005', 'role'],
  [400, 'PrincipalNotFound', '', 'AZU005', 'role'],
  [403, 'AuthorizationPermissionMismatch', '', 'AZU005', 'Storage Blob Data Contributor'],
  [403, 'AuthorizationFailure', '', 'AZU005', 'firewall'],
  [403, 'RequestDisallowedByPolicy', '', 'AZU005', 'policy'],
  [401, 'ExpiredAuthenticationToken', '', 'AZU004', 'az login'],
  [
    403,
    'AuthenticationFailed',
    'Signature not valid in the specified key time frame',
    'AZU004',
    '15 minutes',
  ],
  [403, 'AuthenticationFailed', '', 'AZU003', 'keys'],
  [404, 'SubscriptionNotFound', '', 'AZU003', 'subscription_id'],
  [409, 'OSProvisioningTimedOut', '', 'AZU024', 'waagent'],
  [409, 'OSProvisioningClientError', '', 'AZU024', 'boot diagnostics'],
  [409, 'VMExtensionProvisioningError', '', 'AZU024', 'waagent.log'],
  [409, 'VMAgentStatusCommunicationError', '', 'AZU024', 'waagent.log'],
  [400, 'NicInUse', '', 'AZU015', 'sweep'],
  [400, 'InUseSubnetCannotBeDeleted', '', 'AZU015', 'sweep'],
  [400, 'PublicIPAddressCannotBeDeleted', '', 'AZU015', 'sweep'],
  [409, 'CannotDeleteResource', '', 'AZU015', 'sweep'],
  [409, 'Conflict', 'Disk has an active SAS', 'AZU015', 'sweep'],
  [412, 'LeaseIdMissing', '', 'AZU015', 'holds'],
  [409, 'ScopeLocked', '', 'AZU016', 'lock'],
  [409, 'PropertyChangeNotAllowed', '', 'AZU020', 'another name or version'],
  [409, 'ContainerAlreadyExists', '', 'AZU014', 'another name'],
  [403, 'KeyVaultAccessForbidden', '', 'AZU019', 'Wrap'],
  [413, 'RequestBodyTooLarge', '', 'AZU021', 'report'],
  [416, 'InvalidPageRange', '', 'AZU021', 'report'],
  [503, 'ServerBusy', '', 'AZU009', 'one account'],
  [500, 'InternalServerError', '', 'AZU012', 'later'],
  [400, 'InvalidParameter', '', 'AZU021', 'value'],
  [400, 'NeverHeardOf', '', 'AZU021', 'value'],
  [503, 'NeverHeardOf', '', 'AZU012', 'later'],
  [429, 'NeverHeardOf', '', 'AZU009', 'Run fewer'],
  [401, 'NeverHeardOf', '', 'AZU003', 'tenant and cloud'],
  [403, 'NeverHeardOf', '', 'AZU005', 'Give it the role'],
  [404, 'NeverHeardOf', '', 'AZU013', 'Check its name'],
  [409, 'NeverHeardOf', '', 'AZU021', 'value'],
  [412, 'NeverHeardOf', '', 'AZU018', 'one at a time'],
])('%s %s (%s) is %s, with what to do', (status, code, message, expected, hint) => {
  const told = explainAzure(answer(status, code, message || undefined), request);
  expect(told.code).toBe(expected);
  expect(told.hint).toContain(hint);
  expect(told.detail).toContain(`Making the image version webapp 1.2.3 in westeurope ended with: "`);
  expect(told.detail).toContain(`(${code}, request req-1)`);
});

test.each([
  ['CredentialUnavailableError', 'Please run az login', 'AZU001'],
  ['AggregateAuthenticationError', 'ChainedTokenCredential authentication failed', 'AZU001'],
  ['AuthenticationError', 'AADSTS7000215: Invalid client secret provided', 'AZU003'],
  ['AuthenticationError', 'AADSTS7000222: The provided client secret keys are expired', 'AZU004'],
])('%s: %s is %s', (name, message, code) => {
  expect(explainAzure(refusal(name, message), request).code).toBe(code);
});

test.each([
  ['ECONNREFUSED', 'AZU010'],
  ['ENOTFOUND', 'AZU010'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'AZU011'],
])('a line that ends in %s is %s', (code, expected) => {
  const error = Object.assign(new Error(`${code} 127.0.0.1`), { code });
  expect(explainAzure(error, request).code).toBe(expected);
});

test('of nested errors the innermost says why', () => {
  const inner = {
    code: 'ResourceDeploymentFailure',
    details: [{ code: 'SkuNotAvailable', message: 'none left' }],
  };
  const told = explainAzure(
    answer(409, 'DeploymentFailed', 'at least one failed', { details: [inner] }),
    request,
  );
  expect(told).toMatchObject({
    code: 'AZU008',
    detail: expect.stringContaining('"none left" (SkuNotAvailable'),
  });
});

test('an answer of storage, in XML, has its code and no more than its first line', () => {
  const error = answer(404, 'x');
  error.response.bodyAsText =
    '<?xml version="1.0"?><Error><Code>ContainerNotFound</Code><Message>Not there.\nRequestId:1</Message></Error>';
  expect(explainAzure(error, request).detail).toContain('"Not there" (ContainerNotFound');
});

test('an answer without a body, as to a question for the head of a blob, has its code in a header', () => {
  const error = Object.assign(new Error(''), {
    ...{ name: 'RestError', statusCode: 403 },
    response: { headers: new Map([['x-ms-error-code', 'AuthorizationPermissionMismatch']]) },
  });
  expect(explainAzure(error, request)).toMatchObject({
    code: 'AZU005',
    hint: expect.stringContaining('Storage Blob Data Contributor'),
  });
});

test('the text of a failed operation has its code', () => {
  const error = new Error('The long-running operation has failed. AllocationFailed. No room.');
  expect(hasAzureCode(error, 'AllocationFailed')).toBe(true);
  expect(explainAzure(error, request).detail).toContain('"No room" (AllocationFailed)');
});

test('what is no failure of Azure stays what it is', () => {
  const bug = new TypeError('a bug');
  expect(classifyAzure(bug)).toBeUndefined();
  expect(toAzureFailure(bug, request)).toBe(bug);
  const failure = new Failure(problem('AZU022', { detail: 'It failed.' }));
  expect(toAzureFailure(failure, request)).toBe(failure);
  expect(explainAzure(failure, request).detail).toBe('It failed.');
});

test('every row can be reached by each of its codes', () => {
  const lost = catalogue.flatMap((row, index) =>
    row.when
      ? []
      : row.codes.filter((code) =>
          catalogue.slice(0, index).some((before) => !before.when && before.codes.includes(code)),
        ),
  );
  // Those of storage's own words repeat what a row before says more closely.
  expect(lost.filter((code) => !['SubscriptionNotRegistered'].includes(code))).toEqual([]);
});
