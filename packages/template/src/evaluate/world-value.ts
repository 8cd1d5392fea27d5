import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { type RemoteValues, Type, Value } from '@strata/hcl';
import type { ComputedDataDefinition, DataTypes, DataValues, FetchedDataDefinition, Text } from '@strata/sdk';
import { problem } from '../codes';
import type { Decoded } from '../decode/decode-block';

/** What a data source that does not look at the workspace is asked with. */
export interface WorldRequest {
  readonly definition: ComputedDataDefinition | FetchedDataDefinition;
  readonly decoded: Decoded;
  /** Absent where the world is not asked. */
  readonly remote: RemoteValues | undefined;
  /** The block as a text: `data "http" "x"`. */
  readonly title: string;
  readonly range: Range;
}

/**
 * The value of such a data source. It is unknown, of the types that the definition tells, as long as an option is, where
 * the world is not asked, and until the answer is there.
 */
export function getWorldValue({ definition, decoded, remote, title, range }: WorldRequest): Checked<Value> {
  const { gives } = definition;
  const notYet = { value: getUnknown(gives), diagnostics: [] };
  if (decoded.unknown.length > 0) return notYet;
  const { options } = decoded;
  if (definition.reads === 'nothing')
    return { value: toValue(definition.compute(options), gives), diagnostics: [] };
  const answer = remote?.findData?.({ type: definition.type, options });
  if (!answer) return notYet;
  if ('values' in answer) return { value: toValue(answer.values as DataValues, gives), diagnostics: [] };
  return { ...notYet, diagnostics: answer.diagnostics.map((one) => getFailed(one, title, range)) };
}

function getFailed({ detail, hint }: Diagnostic, title: string, subject: Range): Diagnostic {
  return problem('TPL048', {
    detail: `${title} has no value: ${detail}`,
    subject,
    ...(hint !== undefined && { hint }),
  });
}

function getUnknown(gives: DataTypes): Value {
  const entries = Object.entries(gives).map(([name, type]): [string, Value] => [
    name,
    Value.unknown(type === 'string' ? Type.string : Type.map(Type.string)),
  ]);
  return Value.object(new Map(entries));
}

/** What a part leaves out is null. */
function toValue(values: DataValues, gives: DataTypes): Value {
  const entries = Object.entries(gives).map(([name, type]): [string, Value] => {
    const given = values[name];
    if (type === 'string') return [name, isText(given) ? toText(given) : Value.null(Type.string)];
    const texts = given === undefined || isText(given) ? [] : Object.entries(given);
    return [name, Value.map(Type.string, new Map(texts.map(([key, text]) => [key, toText(text)])))];
  });
  return Value.object(new Map(entries));
}

function isText(given: DataValues[string] | undefined): given is Text {
  return typeof given === 'string' || typeof given?.reveal === 'function';
}

function toText(text: Text): Value {
  return typeof text === 'string' ? Value.string(text) : Value.sensitive(Value.string(text.reveal()));
}
