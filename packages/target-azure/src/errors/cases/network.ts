import type { ErrorCase } from '../case';

const WAY = 'Check the network, ARM_ENDPOINT and cloud_environment_name.';

/** The way to Azure, and faults of its own. */
export const networkCases: readonly ErrorCase[] = [
  {
    codes: ['TimeoutError', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'RequestTimeout', 'OperationTimedOut', 'Http408'],
    kind: 'no-answer',
    plain: 'Azure did not answer in time, however often it was asked',
    hint: `${WAY} STRATA_AZURE_TIMEOUT says how long an answer is waited for.`,
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    kind: 'no-answer',
    plain: 'The address of Azure could not be found',
    hint: `${WAY} An account of storage that is not there has no address either.`,
  },
  {
    codes: [
      'REQUEST_SEND_ERROR',
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ECONNABORTED',
      'EADDRNOTAVAIL',
      'EPROTO',
    ],
    kind: 'no-answer',
    plain: 'The connection to Azure did not come about or broke, however often it was tried',
    hint: WAY,
  },
  {
    codes: [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    kind: 'untrusted',
    plain: 'Whoever answered for Azure has a certificate that this machine does not trust',
    hint: 'A proxy may stand between: name its certificate in NODE_EXTRA_CA_CERTS.',
  },
  {
    codes: [
      'InternalServerError',
      'InternalError',
      'InternalExecutionError',
      'InternalOperationError',
      'InternalDiskManagementError',
      'NetworkingInternalOperationError',
      'ServiceUnavailable',
      'GatewayTimeout',
      'BadGateway',
      'ServerTimeout',
      'Http500',
      'Http502',
      'Http503',
      'Http504',
    ],
    kind: 'service',
    plain: 'Azure had a fault of its own, and still had after every try',
    hint: 'Try again later; status.azure.com tells of larger faults.',
  },
];
