import type { Checked } from '@strata/diagnostics';
import { evaluate } from '../../evaluate/evaluate';
import { parseTemplate } from '../../parse/parse';
import { references } from '../../references';
import { isIdentifier } from '../../scan/characters';
import type { Expression } from '../../syntax/ast';
import { quote } from '../../text/quote';
import { Type } from '../../types/type';
import type { Value } from '../../values/value';
import { entriesOf, textOf } from '../access';
import { define, parameter } from '../define';
import { fail, failArgument } from '../failure';
import type { HclFunction } from '../function';
import type { FunctionPorts } from '../ports';
import { readBytes, utf8Of } from './read';
import { resolvePath } from './resolve';

const description =
  'The text of a template file with the given variables; relative paths start from path.root.';
const parameters = [parameter.string('path'), parameter.any('vars')];

/** `functions` are those that the template may call. */
export const createTemplatefile = (ports: FunctionPorts, functions: ReadonlyMap<string, HclFunction>) =>
  define({
    description,
    parameters,
    returns: Type.dynamic,
    call: (args) => render(ports, functions, args),
  });

/** What a template gets in its place: it could call itself for ever. */
export const templatefileInside = define({
  description,
  parameters,
  returns: () => fail('cannot recursively call templatefile from inside templatefile call'),
  call: () => fail('cannot recursively call templatefile from inside templatefile call'),
});

type Functions = ReadonlyMap<string, HclFunction>;

function render(
  ports: FunctionPorts,
  functions: Functions,
  [path, vars]: readonly (Value | undefined)[],
): Value {
  const template = read(ports, textOf(path));
  const variables = variablesOf(vars);
  validateReferences(template, variables);
  const { value, diagnostics } = evaluate(template, { variables, functions });
  return diagnostics.length > 0 ? fail(messageOf(diagnostics)) : value;
}

function read(ports: FunctionPorts, path: string): Expression {
  const bytes = readBytes(resolvePath(path, ports.root, ports), path, ports);
  const text = utf8Of(bytes) ?? failArgument(0, `contents of ${path} are not valid UTF-8`);
  const { value, diagnostics } = parseTemplate(text, path);
  return diagnostics.length > 0 ? fail(messageOf(diagnostics)) : value;
}

/** The first problem with its place, and how many more there are. */
function messageOf(diagnostics: Checked<unknown>['diagnostics']): string {
  const [first] = diagnostics;
  const at = first?.subject
    ? `${first.subject.file}:${first.subject.start.line},${first.subject.start.column}-${first.subject.end.column}: `
    : '';
  const more = diagnostics.length > 1 ? `, and ${diagnostics.length - 1} other diagnostic(s)` : '';
  return `${at}${first?.summary}; ${first?.detail}${more}`;
}

function variablesOf(vars: Value | undefined): ReadonlyMap<string, Value> {
  if (!vars || !('entries' in vars)) return failArgument(1, 'invalid vars value: must be a map');
  const variables = entriesOf(vars);
  for (const name of variables.keys()) {
    if (!isIdentifier(name)) {
      failArgument(
        1,
        `invalid template variable name ${quote(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
      );
    }
  }
  return variables;
}

/** Tells of missing variables at the call, where they are missing, rather than in the template. */
function validateReferences(template: Expression, variables: ReadonlyMap<string, Value>): void {
  for (const { root, rootRange } of references(template)) {
    if (variables.has(root)) continue;
    const at = `${rootRange.file}:${rootRange.start.line},${rootRange.start.column}-${rootRange.end.column}`;
    failArgument(1, `vars map does not contain key ${quote(root)}, referenced at ${at}`);
  }
}
