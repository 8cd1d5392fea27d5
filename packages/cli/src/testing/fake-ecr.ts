import type { ServerResponse } from 'node:http';
import { type Asked, type Loopback, listen } from '@strata/sdk/testing';
import { AWS_KEYS } from './fake-secrets-manager';
import { signatureOf } from './sigv4';

/** Of the same secret, and worth nothing without a token. */
export const TEMPORARY_ID = AWS_KEYS.id.replace('AKIA', 'ASIA');

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Service, region and answer by the operation that is asked for. */
const operations: Readonly<Record<string, { readonly scope: RegExp; answer(body: string): Reply }>> = {
  'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken': {
    scope: /^\d{8}\/eu-central-1\/ecr\/aws4_request$/,
    answer(body) {
      const { registryIds } = JSON.parse(body) as { registryIds?: readonly string[] };
      if (registryIds?.[0] !== '123456789012') return refused('AccessDeniedException', 'not your registry');
      return { status: 200, body: { authorizationData: [getData('AWS:private-password')] } };
    },
  },
  'SpencerFrontendService.GetAuthorizationToken': {
    scope: /^\d{8}\/us-east-1\/ecr-public\/aws4_request$/,
    answer: () => ({ status: 200, body: { authorizationData: getData('AWS:public:password') } }),
  },
};

function getData(pair: string) {
  return { authorizationToken: Buffer.from(pair).toString('base64'), expiresAt: 1_800_000_000 };
}

/** The part of ECR that gives passwords: every request signed for its service and region, every signature checked. */
function getReply(request: Asked): Reply {
  const { headers, method, body } = request;
  const operation = operations[String(headers['x-amz-target'])];
  if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1' || !operation)
    return refused('UnknownOperationException', '');
  const [, id, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/([\w/-]+), SignedHeaders=([\w;-]+), Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (!operation.scope.test(scope)) return refused('InvalidSignatureException', `scope ${scope}`);
  const isTemporary = id === TEMPORARY_ID;
  if ((id !== AWS_KEYS.id && !isTemporary) || (isTemporary && !headers['x-amz-security-token']))
    return refused('UnrecognizedClientException', 'The security token is invalid.');
  const signed = names.split(';');
  const needed = ['host', 'x-amz-date', ...(headers['x-amz-security-token'] ? ['x-amz-security-token'] : [])];
  const expected = signatureOf({ request, scope, signed, secret: AWS_KEYS.secret });
  if (signature !== expected || needed.some((name) => !signed.includes(name)))
    return refused('InvalidSignatureException', 'The signature does not match.');
  return operation.answer(body);
}

function refused(type: string, message: string): Reply {
  return { status: 400, body: { __type: `com.amazonaws#${type}`, message } };
}

function answer(request: Asked, response: ServerResponse): void {
  const { status, body } = getReply(request);
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}

export const startEcr = (): Promise<Loopback> => listen(answer);
