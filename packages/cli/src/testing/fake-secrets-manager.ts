import type { ServerResponse } from 'node:http';
import { type Asked, type Loopback, listen } from '@strata/sdk/testing';
import { signatureOf } from './sigv4';

export const AWS_KEYS = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

const texts: Readonly<Record<string, string>> = {
  one: '{"only":"hunter2"}',
  plain: 'hunter2',
};

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** The part of AWS Secrets Manager that gives a secret: JSON 1.1 over POST, every request signed, every signature checked. */
function getReply(request: Asked): Reply {
  const fault = getFault(request);
  if (fault) return refused(...fault);
  const { SecretId: name = '', VersionStage: stage } = JSON.parse(request.body) as Record<string, string>;
  if (stage !== 'AWSCURRENT') return refused(400, 'InvalidParameterException');
  if (name === 'locked') return refused(400, 'AccessDeniedException');
  if (name === 'bytes') return { status: 200, body: { Name: name, SecretBinary: 'AAEC' } };
  if (!Object.hasOwn(texts, name)) return refused(400, 'ResourceNotFoundException');
  return { status: 200, body: { Name: name, SecretString: texts[name] } };
}

/** Status and type of what is wrong with a request, in the order in which AWS looks. */
function getFault(request: Asked): [number, string] | undefined {
  const { headers, method } = request;
  if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1')
    return [404, 'UnknownOperationException'];
  if (headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') return [400, 'UnknownOperationException'];
  const { authorization } = headers;
  if (authorization === undefined) return [400, 'MissingAuthenticationTokenException'];
  const [, id, scope, signed, signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8}\/[\w-]+\/secretsmanager\/aws4_request), SignedHeaders=([\w;-]+), Signature=([\da-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (!id || !scope || !signed) return [400, 'IncompleteSignatureException'];
  if (id !== AWS_KEYS.id) return [400, 'UnrecognizedClientException'];
  const expected = signatureOf({ request, scope, signed: signed.split(';'), secret: AWS_KEYS.secret });
  return signature === expected ? undefined : [400, 'InvalidSignatureException'];
}

function refused(status: number, type: string): Reply {
  return { status, body: { __type: type, Message: `refused: ${type}` } };
}

function answer(request: Asked, response: ServerResponse): void {
  const { status, body } = getReply(request);
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}

export const startSecretsManager = (): Promise<Loopback> => listen(answer);
