import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import { type Body, bodyOf, contentOf, type JsonObject, memberOf, parseHcl, parseJson } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import { withLiterals } from '../hcl2/body-parts';
import type { LoadRequest } from '../load/request';
import type { Assignment } from './assignments';

/** A file of values, as it was read. */
export interface VariableFile {
  /** The name that the user gave. */
  readonly file: string;
  readonly text: string;
}

/** What a file of values assigns: HCL, or JSON when its name ends so. */
export function readVariableFile(
  { file, text }: VariableFile,
  declared: ReadonlySet<string>,
  undeclared: LoadRequest['undeclared'] = 'warn',
): Checked<readonly Assignment[]> {
  return collect((take, report) => {
    if (!/\.(?:hcl|json)$/u.test(file)) {
      report(getUnknownForm(file));
      return [];
    }
    const assignments = take(file.endsWith('.json') ? readJson(text, file) : readHcl(text, file));
    const known = assignments.filter(({ name }) => declared.has(name));
    if (undeclared === 'ignore') return known;
    for (const assignment of assignments)
      if (!declared.has(assignment.name)) report(getUndeclared(assignment, declared));
    return known;
  });
}

function getUnknownForm(file: string): Diagnostic {
  return problem('TPL046', {
    detail: `Nobody can tell from the name "${file}" whether it is HCL or JSON.`,
    hint: 'Let the name end in .pkrvars.hcl or .pkrvars.json, or at least in .hcl or .json.',
  });
}

function readHcl(text: string, file: string): Checked<readonly Assignment[]> {
  return collect((take) => take(readBody(take(parseHcl(text, file)))));
}

function readBody(body: Body): Checked<readonly Assignment[]> {
  const assignments = [...body.attributes.values()].map(({ name, expr, range }): Assignment => {
    return { name, from: 'file', given: { expr }, range };
  });
  return { value: assignments, diagnostics: getBlockProblems(body) };
}

function getBlockProblems({ blocks }: Body): readonly Diagnostic[] {
  return blocks.map(({ type, headerRange }) =>
    problem('TPL004', {
      detail: `A variable file holds assignments only, such as name = "value"; here is a ${type} block.`,
      subject: headerRange,
      ...(type === 'variable' && { hint: 'Declare variables in a file that ends in .pkr.hcl or .pkr.json.' }),
    }),
  );
}

/** A value in JSON is what it is: nothing in a string is evaluated. */
function readJson(text: string, file: string): Checked<readonly Assignment[]> {
  return collect((take, report) => {
    const node = take(parseJson(text, file));
    if (node.kind === 'object') return take(readBody(withLiterals(take(readContent(node)))));
    const detail = 'A variable file in JSON is an object: { "name": "value" }.';
    if (node.kind !== 'invalid') report(problem('TPL011', { detail, subject: node.range }));
    return [];
  });
}

/** Somebody who means to declare variables writes an object, whatever its name may stand for otherwise. */
function readContent(node: JsonObject): Checked<Body> {
  const declares = memberOf(node, 'variable')?.kind === 'object';
  return collect((take) => take(contentOf(take(bodyOf(node)), declares ? { variable: ['name'] } : {})));
}

function getUndeclared({ name, range }: Assignment, declared: ReadonlySet<string>): Diagnostic {
  const near = suggest(name, declared);
  return problem('TPL019', {
    severity: 'warning',
    detail: `The template declares no variable "${name}", so this value is used nowhere.`,
    subject: range,
    ...(near && { hint: `Did you mean "${near}"?` }),
  });
}
