import { decodeParameters, type ParameterForm } from './decode-parameters';
import { readParameters } from './parameters';
import type { Protocol } from './protocol';
import { encodeXml, escapeXml } from './xml';

const headers = { 'content-type': 'text/xml' };
/** From here on it is the service that failed, and not who asked. */
const firstServerError = 500;

/** Lists and maps have a branch of their own unless they are flattened, as "Smithy: AWS query protocol" has it. */
const form: ParameterForm = {
  nameMember: (member, schema) => schema.getMergedTraits().xmlName ?? member,
  nameItems(schema) {
    if (schema.getMergedTraits().xmlFlattened !== undefined) return undefined;
    if (schema.isMapSchema()) return 'entry';
    return schema.getValueSchema().getMergedTraits().xmlName ?? 'member';
  },
  isAbsent: () => false,
};

/** The protocol of STS, IAM and Auto Scaling. */
export function createAwsQuery(namespace: string): Protocol {
  return {
    findAction({ body }) {
      return String(readParameters(body.toString()).Action ?? '');
    },
    decode(operation, { body }) {
      const { Action: _, Version: __, ...parameters } = readParameters(body.toString());
      return decodeParameters(operation.input, parameters, form);
    },
    encode({ name, output: schema }, output, requestId) {
      const members = schema.isStructSchema() ? encodeXml(schema, output, 'member') : '';
      const result = `<${name}Result>${members}</${name}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`;
      return { status: 200, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
    },
    encodeRefusal({ code, message, details: { status = 400 } }, requestId) {
      const type = status < firstServerError ? 'Sender' : 'Receiver';
      const error = `<Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
      const body = `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
      return { status, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
    },
  };
}
