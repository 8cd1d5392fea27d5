import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Attribute, Body } from '../syntax/ast';
import { between } from '../syntax/range';
import { asExpression } from './expression';
import type { JsonMember, JsonNode } from './node';
import { parseJson } from './parse-json';

/** Parses a file of HCL's JSON syntax. With errors the body holds what could be made out. */
export function parseJsonBody(text: string, file: string): Checked<Body> {
  const { value: node, diagnostics } = parseJson(text, file);
  if (node.kind === 'object' || node.kind === 'array') {
    const body = bodyOf(node);
    return { value: body.value, diagnostics: [...diagnostics, ...body.diagnostics] };
  }
  const detail =
    'The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.';
  const wrongRoot = node.kind === 'invalid' ? [] : [problem('HCL520', { detail, subject: node.range })];
  return { value: createBody(node, []), diagnostics: [...diagnostics, ...wrongRoot] };
}

/** An object, or the objects of an array one after the other, as a body. Nothing and what is broken is an empty one. */
export function bodyOf(node: JsonNode): Checked<Body> {
  const { value, diagnostics } = membersOf(node, forBody);
  return { value: createBody(node, value.filter(isNoComment)), diagnostics };
}

/** What to say where an object is missing. */
export interface Wanted {
  readonly inArray: string;
  readonly alone: string;
}

const forBody: Wanted = {
  inArray: 'A JSON object is required here, to define arguments and child blocks.',
  alone:
    'Either a JSON object or JSON array of objects is required here, to define arguments and child blocks.',
};

/** The members of an object, or of all objects in an array, in their order. */
export function membersOf(node: JsonNode, wanted: Wanted): Checked<readonly JsonMember[]> {
  switch (node.kind) {
    case 'null':
    case 'invalid':
      return { value: [], diagnostics: [] };
    case 'object':
      return { value: node.members, diagnostics: [] };
    case 'array':
      return {
        value: node.items.flatMap((item) => (item.kind === 'object' ? item.members : [])),
        diagnostics: node.items.filter(isNoObject).map((item) => wrongType(wanted.inArray, item)),
      };
    default:
      return { value: [], diagnostics: [wrongType(wanted.alone, node)] };
  }
}

function isNoObject({ kind }: JsonNode): boolean {
  return kind !== 'object' && kind !== 'invalid';
}

export function wrongType(detail: string, node: JsonNode): Diagnostic {
  return problem('HCL521', { detail, subject: startOf(node) });
}

/** Among arguments and blocks a property named `//` is a comment, however often it comes. */
function isNoComment({ name }: JsonMember): boolean {
  return name.string !== '//';
}

function createBody(node: JsonNode, members: readonly JsonMember[]): Body {
  const named = new Map<string, Attribute[]>();
  for (const attribute of members.map(attributeOf)) {
    const same = named.get(attribute.name);
    if (same) same.push(attribute);
    else named.set(attribute.name, [attribute]);
  }
  const attributes = new Map(Array.from(named, ([name, all]) => [name, withRepeats(all)]));
  return { attributes, blocks: [], range: node.range, endRange: endOf(node) };
}

function withRepeats([first, ...repeats]: readonly Attribute[]): Attribute {
  return repeats.length > 0 ? { ...(first as Attribute), repeats } : (first as Attribute);
}

function attributeOf({ name, value }: JsonMember): Attribute {
  const nameRange = name.range;
  const range = between(nameRange, value.range);
  return { name: name.string, nameRange, equalsRange: nameRange, expr: asExpression(value), range };
}

const bracket = 1;

/** The opening bracket of an array or object; all of anything else. */
export function startOf({ kind, range }: JsonNode): Range {
  if (kind !== 'object' && kind !== 'array') return range;
  const { start } = range;
  return { ...range, end: { ...start, column: start.column + bracket, byte: start.byte + bracket } };
}

/** Where something missing should have been: at the closing brace. Of several objects none is the one. */
function endOf(node: JsonNode): Range {
  if (node.kind !== 'object') return startOf(node);
  const { end } = node.range;
  return { ...node.range, start: { ...end, column: end.column - bracket, byte: end.byte - bracket } };
}
