import type { Checked, Diagnostic } from '@strata/diagnostics';
import { type Block, type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { problem } from '../codes';
import { createAttribute, createBody } from '../decode/body-of';
import { getExpression, type StringReader } from './to-expression';

/** A JSON object with a `type` as the block that it would be in HCL2: `provisioner "shell" { … }`. */
export function readBlock(
  node: JsonNode,
  kind: string,
  readString: StringReader,
): Checked<Block | undefined> {
  if (node.kind !== 'object') return wrong(node, `A ${kind} is an object.`);
  const type = memberOf(node, 'type');
  if (!type) return missing(node, kind);
  if (type.kind !== 'string') return wrong(type, `"type" of a ${kind} is a string.`);
  const attributes = node.members
    .filter(({ name }) => name.string !== 'type')
    .map(({ name, value }) => createAttribute(name.string, name.range, getExpression(value, readString)));
  return {
    value: {
      type: kind,
      typeRange: type.range,
      labels: [type.string],
      labelRanges: [type.range],
      body: createBody(attributes, node.range),
      openRange: node.range,
      closeRange: node.range,
      headerRange: type.range,
      range: node.range,
    },
    diagnostics: [],
  };
}

function wrong(
  { range }: JsonNode,
  detail: string,
): { value: undefined; diagnostics: readonly Diagnostic[] } {
  return { value: undefined, diagnostics: [problem('TPL011', { detail, subject: range })] };
}

function missing({ range }: JsonObject, kind: string) {
  const detail = `A ${kind} needs "type".`;
  return { value: undefined, diagnostics: [problem('TPL006', { detail, subject: range })] };
}
