import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import {
  convert,
  createDefaultFunctions,
  createFunctions,
  type Expression,
  evaluate,
  references,
  type Scope,
  Type,
  Value,
} from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import { getOrder } from '../evaluate/order';
import { getFixedRoots } from '../evaluate/roots';
import { getMember, type JsonMember, type JsonNode, type JsonObject } from '../json/node';
import { parseJson } from '../json/parse';
import { getExpression } from '../json/to-expression';
import type { Material } from '../load/load-template';
import type { Variable } from '../template';
import { getTextRange } from '../variables/assignments';
import { createStringReader, createVariableWords } from './strings';

/** A variable's text before the text's functions are called. */
interface Raw {
  readonly name: string;
  /** Absent when the template demands a value and none was given. */
  readonly expr?: Expression;
  readonly environment: readonly string[];
  readonly range: Range;
}

/** Reads `variables`, gives them their values, and calls the functions in those. Later files and `-var` win. */
export function readVariables(root: JsonObject, material: Material): Checked<ReadonlyMap<string, Variable>> {
  return collect((take, report) => {
    const sensitive = take(readSensitive(getMember(root, 'sensitive-variables')));
    const raws = new Map<string, Raw>();
    for (const raw of take(readAll(root, material))) raws.set(raw.name, { ...raws.get(raw.name), ...raw });
    const { nodes, rings } = getOrder(new Map([...raws].map(([name, raw]) => [name, getNeeds(raw)])));
    for (const ring of rings) report(getRing(ring, raws));
    const variables = new Map<string, Variable>();
    const stuck = new Set(rings.flat());
    for (const name of nodes) {
      const raw = raws.get(name) as Raw;
      const value = stuck.has(name)
        ? Value.unknown(Type.string)
        : take(evaluateRaw(raw, variables, material));
      variables.set(name, createVariable(raw, value, sensitive.has(name)));
    }
    return variables;
  });
}

function createVariable({ name, environment, range }: Raw, value: Value, sensitive: boolean): Variable {
  const shown = sensitive ? Value.sensitive(value) : value;
  return { name, sensitive, type: Type.string, validations: [], environment, value: shown, range };
}

/* Where values come from: the template, then files, then arguments */

function readAll(root: JsonObject, material: Material): Checked<readonly Raw[]> {
  return collect((take) => [
    ...take(readObject(getMember(root, 'variables'), material)),
    ...material.variableFiles.flatMap(({ file, text }) =>
      take(readObject(take(parseJson(text, file)), material)),
    ),
    ...(material.request.vars ?? []).flatMap((text) => take(readArgument(text, material))),
  ]);
}

function readObject(node: JsonNode | undefined, material: Material): Checked<readonly Raw[]> {
  return collect((take, report) => {
    if (!node) return [];
    if (node.kind !== 'object') {
      report(getWrong('Variables are an object: { "name": "default" }.', node.range));
      return [];
    }
    return node.members.flatMap((member) => take(readMember(member, material)));
  });
}

function readMember({ name, nameRange, value }: JsonMember, material: Material): Checked<readonly Raw[]> {
  if (value.kind === 'null') return { value: [{ name, environment: [], range: nameRange }], diagnostics: [] };
  if (value.kind !== 'array' && value.kind !== 'object')
    return { value: [createRaw(name, value, material)], diagnostics: [] };
  const detail = `The variable "${name}" must be a string; lists and objects cannot be variables in JSON templates.`;
  return { value: [], diagnostics: [getWrong(detail, value.range)] };
}

function readArgument(text: string, material: Material): Checked<readonly Raw[]> {
  const [, name, string] = /^([^=]*)=(.*)$/su.exec(text) ?? [];
  if (name !== undefined && string !== undefined) {
    const node: JsonNode = { kind: 'string', string, range: getTextRange(`-var ${name}`, string) };
    return { value: [createRaw(name, node, material)], diagnostics: [] };
  }
  const detail = `"${text}" assigns nothing. Write -var NAME=VALUE.`;
  return { value: [], diagnostics: [problem('TPL019', { detail, subject: getTextRange('-var', text) })] };
}

function createRaw(name: string, node: JsonNode, { ports }: Material): Raw {
  const environment: string[] = [];
  const words = createVariableWords(
    () => ports.clock.now(),
    (read) => void environment.push(read),
  );
  return { name, expr: getExpression(node, createStringReader(words)), environment, range: node.range };
}

function readSensitive(node: JsonNode | undefined): Checked<ReadonlySet<string>> {
  const names = node?.kind === 'array' ? node.items : [];
  const strings = names.flatMap((item) => (item.kind === 'string' ? [item.string] : []));
  const wrong = node && (node.kind !== 'array' || strings.length < names.length);
  const detail = '"sensitive-variables" is a list of names of variables.';
  return { value: new Set(strings), diagnostics: wrong ? [getWrong(detail, node.range)] : [] };
}

function getWrong(detail: string, subject: Range): Diagnostic {
  return problem('TPL011', { detail, subject });
}

/* Values */

function getNeeds({ expr }: Raw): readonly string[] {
  if (!expr) return [];
  return references(expr).flatMap(({ root, steps: [step] }) =>
    root === 'var' && step?.kind === 'attribute' ? [step.name] : [],
  );
}

function getRing(ring: readonly string[], raws: ReadonlyMap<string, Raw>): Diagnostic {
  const subject = raws.get(ring[0] as string)?.range;
  const detail = `The variable ${[...ring, ring[0]].join(' needs ')}, so none of them has a value.`;
  return problem('TPL023', { detail, ...(subject && { subject }) });
}

function evaluateRaw(
  { name, expr, range }: Raw,
  known: ReadonlyMap<string, Variable>,
  material: Material,
): Checked<Value> {
  if (!expr) return { value: Value.unknown(Type.string), diagnostics: [getUnset(name, range)] };
  const { value, diagnostics } = evaluate(expr, getScope(known, material));
  return { value: convert(value, Type.string).value ?? Value.unknown(Type.string), diagnostics };
}

function getScope(known: ReadonlyMap<string, Variable>, { request, found, ports }: Material): Scope {
  return {
    variables: getFixedRoots({ root: found.root, cwd: request.cwd }, known),
    functions: new Map([...createFunctions(ports), ...createDefaultFunctions(ports)]),
  };
}

function getUnset(name: string, subject: Range): Diagnostic {
  return problem('TPL017', {
    detail: `The variable "${name}" has no default and got no value.`,
    subject,
    hint: `Give it with -var ${name}=VALUE or in a -var-file.`,
  });
}
