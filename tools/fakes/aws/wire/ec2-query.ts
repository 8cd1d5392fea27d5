import type { NormalizedSchema } from '@smithy/core/schema';
import { decodeParameters, type ParameterForm } from './decode-parameters';
import { readParameters } from './parameters';
import type { Protocol } from './protocol';
import { encodeXml, escapeXml } from './xml';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const headers = { 'content-type': 'text/xml;charset=UTF-8' };
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Lists are flat, and names begin with a capital, as "Smithy: AWS EC2 query protocol" has it. */
const form: ParameterForm = {
  nameMember(member: string, schema: NormalizedSchema) {
    const { ec2QueryName, xmlName } = schema.getMergedTraits();
    return String(ec2QueryName ?? capitalise(xmlName ?? member));
  },
  nameItems: () => undefined,
  // Older SDKs send empty ids and names for what nobody gave. Values of tags may be empty, and NoDevice has to be.
  isAbsent: (member, text) => text === '' && !['Value', 'NoDevice'].includes(member),
};

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The protocol of EC2 alone. */
export const ec2Query: Protocol = {
  findAction({ body }) {
    return String(readParameters(body.toString()).Action ?? '');
  },
  decode(operation, { body }) {
    const { Action: _, Version: __, ...parameters } = readParameters(body.toString());
    return decodeParameters(operation.input, parameters, form);
  },
  encode({ name, output: schema }, output, requestId) {
    const members = encodeXml(schema, output, 'item');
    const body = `${declaration}<${name}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${members}</${name}Response>`;
    return { status: 200, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
  },
  encodeRefusal({ code, message, details }, requestId) {
    const error = `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
    const body = `${declaration}<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`;
    return { status: details.status ?? 400, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
  },
};
