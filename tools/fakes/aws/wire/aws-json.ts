import { refuse } from '../refusal';
import { decodeJson, encodeJson } from './json';
import type { Protocol } from './protocol';

/** Reads the body of a request. An empty one is an empty structure. */
export function parseBody(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw refuse('SerializationException', 'The body is no JSON');
  }
}

/** The protocol of SSM, Secrets Manager and KMS, 1.1 and 1.0 alike but for the content type. */
export function createAwsJson(version: '1.0' | '1.1'): Protocol {
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    findAction({ headers }) {
      return String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    },
    decode: (operation, { body }) => decodeJson(operation.input, parseBody(body)),
    encode({ output: schema }, output, requestId) {
      const body = schema.isStructSchema() ? JSON.stringify(encodeJson(schema, output)) : '{}';
      return { status: 200, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
    },
    encodeRefusal({ code, message, details: { status = 400, members } }, requestId) {
      const body = JSON.stringify({ __type: code, message, ...members });
      return { status, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
    },
  };
}
