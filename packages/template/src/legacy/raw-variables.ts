import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import { type Expression, type JsonMember, type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Material } from '../load/load-template';
import { getTextRange } from '../variables/assignments';
import { parseDocument } from './document';
import { createStringReader, createVariableWords } from './strings';
import { getExpression, type PlacedText } from './to-expression';

/** A variable's text before the functions in it are called. */
export interface RawVariable {
  readonly name: string;
  /** Absent when the template demands a value and none was given. */
  readonly expr?: Expression;
  /** The text itself. */
  readonly text?: string;
  /** What the template itself says, its functions not called. Absent when it demands a value. */
  readonly declared?: string;
  /** Names that the text reads with `env`. */
  readonly environment: readonly string[];
  readonly range: Range;
}

/** What gives variables their texts: the template, then files, then arguments. The last one wins. */
export function readRawVariables(
  root: JsonObject,
  material: Material,
): Checked<ReadonlyMap<string, RawVariable>> {
  return collect((take) => {
    const raws = new Map<string, RawVariable>();
    for (const raw of take(readAll(root, material))) raws.set(raw.name, { ...raws.get(raw.name), ...raw });
    return raws;
  });
}

function readAll(root: JsonObject, material: Material): Checked<readonly RawVariable[]> {
  return collect((take) => [
    ...take(readDeclared(memberOf(root, 'variables'), material)),
    ...material.variableFiles.flatMap(({ file, text }) =>
      take(readObject(take(parseDocument(text, file)), material)),
    ),
    ...(material.request.vars ?? []).flatMap((text) => take(readArgument(text, material))),
  ]);
}

function readDeclared(node: JsonNode | undefined, material: Material): Checked<readonly RawVariable[]> {
  const { value, diagnostics } = readObject(node, material);
  const declared = value.map((raw) => (raw.text === undefined ? raw : { ...raw, declared: raw.text }));
  return { value: declared, diagnostics };
}

function readObject(node: JsonNode | undefined, material: Material): Checked<readonly RawVariable[]> {
  return collect((take, report) => {
    if (!node) return [];
    if (node.kind !== 'object') {
      report(getWrong('Variables are an object: { "name": "default" }.', node.range));
      return [];
    }
    return node.members.flatMap((member) => take(readMember(member, material)));
  });
}

function readMember(
  { name: { string: name, range }, value }: JsonMember,
  material: Material,
): Checked<readonly RawVariable[]> {
  if (value.kind === 'null') return { value: [{ name, environment: [], range }], diagnostics: [] };
  if (value.kind !== 'array' && value.kind !== 'object')
    return { value: [createRaw(name, value, material)], diagnostics: [] };
  const detail = `The variable "${name}" must be a string; lists and objects cannot be variables in JSON templates.`;
  return { value: [], diagnostics: [getWrong(detail, value.range)] };
}

function readArgument(text: string, material: Material): Checked<readonly RawVariable[]> {
  const [, name, string] = /^([^=]*)=(.*)$/su.exec(text) ?? [];
  if (name !== undefined && string !== undefined) {
    const node: PlacedText = { kind: 'string', string, range: getTextRange(`-var ${name}`, string) };
    return { value: [createRaw(name, node, material)], diagnostics: [] };
  }
  const detail = `"${text}" assigns nothing. Write -var NAME=VALUE.`;
  return { value: [], diagnostics: [problem('TPL019', { detail, subject: getTextRange('-var', text) })] };
}

function createRaw(name: string, node: JsonNode | PlacedText, { ports }: Material): RawVariable {
  const environment: string[] = [];
  const words = createVariableWords(
    () => ports.clock.now(),
    (read) => void environment.push(read),
  );
  const expr = getExpression(node, createStringReader(words));
  return { name, expr, text: getText(node), environment, range: node.range };
}

/** Other plain values of JSON are texts here. */
function getText(node: JsonNode | PlacedText): string {
  if (node.kind === 'string') return node.string;
  if (node.kind === 'number') return node.raw;
  return node.kind === 'bool' ? String(node.bool) : '';
}

/** Reads `sensitive-variables`. */
export function readSensitive(node: JsonNode | undefined): Checked<ReadonlySet<string>> {
  const names = node?.kind === 'array' ? node.items : [];
  const strings = names.flatMap((item) => (item.kind === 'string' ? [item.string] : []));
  const wrong = node && (node.kind !== 'array' || strings.length < names.length);
  const detail = '"sensitive-variables" is a list of names of variables.';
  return { value: new Set(strings), diagnostics: wrong ? [getWrong(detail, node.range)] : [] };
}

function getWrong(detail: string, subject: Range): Diagnostic {
  return problem('TPL011', { detail, subject });
}
