import type { ErrorCase } from '../case';

const WAY = 'Check the network, HTTPS_PROXY, AWS_ENDPOINT_URL and whether the region is spelt right.';

/** The way to AWS, and faults of its own. */
export const networkCases: readonly ErrorCase[] = [
  {
    codes: ['TimeoutError', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'RequestTimeout', 'RequestTimeoutException'],
    kind: 'no-answer',
    plain: 'AWS did not answer in time, however often it was asked',
    hint: `${WAY} STRATA_AWS_TIMEOUT says how long an answer is waited for.`,
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    kind: 'no-answer',
    plain: 'The address of AWS could not be found',
    hint: WAY,
  },
  {
    codes: ['EPROXYREFUSED'],
    kind: 'no-answer',
    plain: 'The proxy of this machine does not connect to AWS',
    hint: 'Check address, name and password in HTTPS_PROXY, and what the proxy lets through; NO_PROXY names hosts that are reached without it.',
  },
  {
    codes: [
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
    plain: 'The connection to AWS did not come about or broke, however often it was tried',
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
    plain: 'Whoever answered for AWS has a certificate that this machine does not trust',
    hint: 'A proxy may stand between: name its certificate in NODE_EXTRA_CA_CERTS. For an endpoint of your own, insecure_skip_tls_verify = true takes any.',
  },
  {
    codes: [
      'InternalError',
      'InternalFailure',
      'InternalServerError',
      'InternalServerException',
      'InternalServiceError',
      'ServiceUnavailable',
      'ServiceUnavailableException',
      'Unavailable',
      'ServiceFailure',
      'ServiceException',
    ],
    kind: 'service',
    plain: 'AWS had a fault of its own, and still had after every try',
    hint: 'Try again later; the status page of AWS tells of larger faults.',
  },
];
