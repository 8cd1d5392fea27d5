import type { NormalizedSchema } from '@smithy/core/schema';
import { refuse } from '../refusal';
import { parseBody } from './aws-json';
import { decodeJson, encodeJson } from './json';
import { getMembers } from './members';
import { getRequired, type Operation } from './operation';
import type { Protocol, Received } from './protocol';

type Members = Record<string, unknown>;

/** The protocol of EBS direct: members stand in the path, the query, headers and the body, as the model says. */
export const restJson: Protocol = {
  findAction({ method, path }, operations) {
    const found = [...operations.values()].find(
      ({ http }) => http?.[0] === method && readLabels(http[1], path) !== undefined,
    );
    return found?.name ?? `${method} ${path}`;
  },
  decode(operation, received) {
    const members = { ...readBound(operation, received), ...readBody(operation, received) };
    const missing = getRequired(operation.input).find((name) => members[name] === undefined);
    if (missing !== undefined)
      throw refuse(
        'ValidationException',
        `Value null at '${missing}' failed to satisfy constraint: Member must not be null`,
        {
          members: { Reason: 'INVALID_PARAMETER_VALUE' },
        },
      );
    return members;
  },
  encode({ output: schema, http }, output, requestId) {
    const [payload, bound] = splitOutput(schema, output as Members);
    const headers = { 'x-amzn-requestid': requestId, ...bound };
    const status = http?.[2] ?? 200;
    if (Buffer.isBuffer(payload))
      return { status, headers: { 'content-type': 'application/octet-stream', ...headers }, body: payload };
    return {
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(payload),
    };
  },
  encodeRefusal({ code, message, details: { status = 400, members } }, requestId) {
    const headers = {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': code,
    };
    return { status, headers, body: JSON.stringify({ Message: message, ...members }) };
  },
};

/** Values of the labels of a path like `/snapshots/{SnapshotId}/blocks`; nothing when it is another path. */
function readLabels(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    if (/^\{.*\}$/.test(part)) labels[part.slice(1, -1)] = value;
    else if (part !== value) return undefined;
  }
  return labels;
}

function readBound({ input, http }: Operation, { path, query, headers }: Received): Members {
  const labels = readLabels(http?.[1] ?? '', path) ?? {};
  const members: Members = {};
  for (const [name, schema] of getMembers(input)) {
    const { httpHeader, httpQuery } = schema.getMergedTraits();
    const text =
      labels[name] ??
      (httpHeader === undefined ? undefined : headers[httpHeader.toLowerCase()]) ??
      (httpQuery === undefined ? undefined : query.get(httpQuery)) ??
      undefined;
    if (text !== undefined) members[name] = readText(schema, String(text), name);
  }
  return members;
}

function readText(schema: NormalizedSchema, text: string, name: string): unknown {
  if (!schema.isNumericSchema()) return text;
  if (!/^-?\d+$/.test(text)) throw refuse('SerializationException', `Expected a number at '${name}'`);
  return Number(text);
}

/** Members without a place of their own are the fields of a body of JSON; with a payload, the body is that one alone. */
function readBody({ input }: Operation, { body }: Received): Members {
  const members = [...getMembers(input)];
  const payload = members.find(([, schema]) => isPayload(schema));
  if (payload) return { [payload[0]]: body };
  const free = members.filter(([, schema]) => !isBound(schema)).map(([name]) => name);
  if (free.length === 0 || body.length === 0) return {};
  return decodeJson(input, parseBody(body)) as Members;
}

function splitOutput(
  schema: NormalizedSchema,
  output: Members,
): [payload: unknown, headers: Record<string, string>] {
  const headers: Record<string, string> = {};
  const rest: Members = {};
  let payload: unknown;
  for (const [name, value] of Object.entries(output)) {
    if (value === undefined) continue;
    const member = schema.getMemberSchema(name);
    const { httpHeader } = member.getMergedTraits();
    if (httpHeader !== undefined) headers[httpHeader] = String(value);
    else if (isPayload(member)) payload = value;
    else rest[name] = value;
  }
  return [payload ?? encodeJson(schema, rest), headers];
}

function isPayload(schema: NormalizedSchema): boolean {
  return Boolean(schema.getMergedTraits().httpPayload);
}

function isBound(schema: NormalizedSchema): boolean {
  const { httpHeader, httpQuery, httpLabel } = schema.getMergedTraits();
  return httpHeader !== undefined || httpQuery !== undefined || httpLabel !== undefined;
}
