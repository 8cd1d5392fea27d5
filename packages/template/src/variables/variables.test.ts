import { hasErrors } from '@strata/diagnostics';
import { toJson } from '@strata/hcl';
import { getPlaces, loadFiles, type TestRequest } from '../testing/load';

const BUILD = 'source "rootfs" "base" {}\nbuild { sources = ["rootfs.base"] }\n';

/** The value of `var.x` when a folder holds the given files. */
async function getX(declaration: string, files: Record<string, string> = {}, request: TestRequest = {}) {
  const { value, diagnostics } = await loadFiles(
    { 'a.pkr.hcl': `${declaration}\n${BUILD}`, ...files },
    request,
  );
  const variable = value.variables.get('x');
  return {
    x: variable && !hasErrors(diagnostics) ? toJson(variable.value) : undefined,
    places: getPlaces(diagnostics),
    diagnostics,
  };
}

const DECLARED = 'variable "x" { default = "default" }';

describe('the value of a variable', () => {
  const environment = { PKR_VAR_x: 'environment' };
  const auto = { 'b.auto.pkrvars.hcl': 'x = "auto b"', 'a.auto.pkrvars.hcl': 'x = "auto a"' };
  const json = { 'a.auto.pkrvars.json': '{"x": "auto json"}' };
  const given = { 'one.pkrvars.hcl': 'x = "one"', 'two.json': '{"x": "two"}' };

  const table: readonly (readonly [string, Record<string, string>, TestRequest, string])[] = [
    ['its default', {}, {}, 'default'],
    ['the environment over the default', {}, { environment }, 'environment'],
    ['automatic files over the environment, the last by name', auto, { environment }, 'auto b'],
    ['automatic JSON files over automatic HCL files', { ...auto, ...json }, {}, 'auto json'],
    ['named files over automatic ones', { ...json, ...given }, { varFiles: ['one.pkrvars.hcl'] }, 'one'],
    ['named files in the order given', given, { varFiles: ['two.json', 'one.pkrvars.hcl'] }, 'one'],
    ['named files in the other order', given, { varFiles: ['one.pkrvars.hcl', 'two.json'] }, 'two'],
    [
      'an argument over everything',
      { ...json, ...given },
      { varFiles: ['two.json'], vars: ['x=argument'], environment },
      'argument',
    ],
    ['the last argument', {}, { vars: ['x=first', 'x=last=1'] }, 'last=1'],
  ];
  it.each(table)('is %s', async (_, files, request, expected) => {
    expect(await getX(DECLARED, files, request)).toMatchObject({ x: expected, places: [] });
  });

  it('ignores automatic files when one template file is given', async () => {
    expect((await getX(DECLARED, auto, { path: 'a.pkr.hcl' })).x).toBe('default');
  });

  it.each([
    ['a string takes text as it is, quotes too', 'type = string', '"a"', '"a"'],
    ['a string takes text that looks like a list', 'type = string', '["a"]', '["a"]'],
    ['no type takes text', '', '1', '1'],
    ['a number takes text that is one', 'type = number', '1.5', 1.5],
    ['a bool reads an expression', 'type = bool', 'false', false],
    ['a list reads an expression', 'type = list(string)', '["a", "b"]', ['a', 'b']],
    ['a map reads an expression', 'type = map(number)', '{a = 1}', { a: 1 }],
    [
      'an object fills in what is optional',
      'type = object({a = string, b = optional(number, 2)})',
      '{a = "x"}',
      { a: 'x', b: 2 },
    ],
    ['the type of a simple default counts', 'default = true', 'false', false],
    ['a default list takes lists of any length', 'default = ["a"]', '["b", "c"]', ['b', 'c']],
  ])('from the environment: %s', async (_, body, text, expected) => {
    const { x, places } = await getX(`variable "x" {\n${body}\n}`, {}, { environment: { PKR_VAR_x: text } });
    expect({ x, places }).toEqual({ x: expected, places: [] });
  });

  it('comes from the environment through env() in the default, and the template knows which names it read', async () => {
    const { value } = await loadFiles(
      { 'a.pkr.hcl': `variable "x" { default = "\${env("A")}-\${env("B")}" }\n${BUILD}` },
      { environment: { A: 'one' } },
    );
    const variable = value.variables.get('x');
    expect(variable && toJson(variable.value)).toBe('one-');
    expect(variable?.environment).toEqual(['A', 'B']);
  });

  it('is optional for each attribute of a variables block', async () => {
    expect((await getX('variables {\n  x = 5\n  y = "z"\n}')).x).toBe(5);
  });

  it('stays unknown for the rest of the template when there is none', async () => {
    const { value } = await loadFiles({ 'a.pkr.hcl': `variable "x" { type = string }\n${BUILD}` });
    expect(value.variables.get('x')?.value.kind).toBe('unknown');
  });

  it('is marked when it is sensitive', async () => {
    const { value } = await loadFiles({
      'a.pkr.hcl': `variable "x" {\n  default = "s"\n  sensitive = true\n}\n${BUILD}`,
    });
    expect(value.variables.get('x')).toMatchObject({ sensitive: true, value: { sensitive: true } });
  });
});

describe('a mistake in variables', () => {
  const table: readonly (readonly [
    string,
    string,
    Record<string, string>,
    TestRequest,
    readonly string[],
  ])[] = [
    ['no value at all', 'variable "x" {}', {}, {}, ['TPL017 a.pkr.hcl:1:1']],
    [
      'a value of another type',
      'variable "x" { type = number }',
      {},
      { environment: { PKR_VAR_x: 'a' } },
      ['TPL020 PKR_VAR_x:1:1'],
    ],
    [
      'a value of another type in a file',
      'variable "x" { type = number }',
      { 'f.hcl': '\nx = "a"' },
      { varFiles: ['f.hcl'] },
      ['TPL020 f.hcl:2:1'],
    ],
    [
      'a default of another type',
      'variable "x" {\n  type = number\n  default = "a"\n}',
      {},
      {},
      ['TPL020 a.pkr.hcl:3:13'],
    ],
    ['an argument that is not declared', DECLARED, {}, { vars: ['y=1'] }, ['TPL018']],
    ['an argument without a value', DECLARED, {}, { vars: ['x'] }, ['TPL019 -var:1:1']],
    [
      'a name in a file that is not declared',
      DECLARED,
      { 'f.hcl': 'y = 1' },
      { varFiles: ['f.hcl'] },
      ['TPL019 f.hcl:1:1'],
    ],
    [
      'a declaration in a file of values',
      DECLARED,
      { 'f.hcl': 'variable "y" {}' },
      { varFiles: ['f.hcl'] },
      ['TPL004 f.hcl:1:1'],
    ],
    ['a file whose language nobody can tell', DECLARED, { 'f.txt': '' }, { varFiles: ['f.txt'] }, ['TPL046']],
    ['a file that is not there', DECLARED, {}, { varFiles: ['f.hcl'] }, ['TPL003']],
    [
      'a JSON file that is no object',
      DECLARED,
      { 'f.json': '[1]' },
      { varFiles: ['f.json'] },
      ['TPL011 f.json:1:1'],
    ],
    ['a second declaration', `${DECLARED}\nvariables { x = 1 }`, {}, {}, ['TPL010 a.pkr.hcl:2:13']],
    ['a reference in a default', 'variable "x" { default = var.y }', {}, {}, ['TPL021 a.pkr.hcl:1:26']],
    [
      'an argument that no variable has',
      'variable "x" {\n  default = 1\n  defualt = 2\n}',
      {},
      {},
      ['TPL032 a.pkr.hcl:3:3'],
    ],
    ['a name that is none', 'variable "1x" { default = 1 }', {}, {}, ['TPL009 a.pkr.hcl:1:10']],
  ];
  it.each(table)('is told at its place: %s', async (_, declaration, files, request, expected) => {
    expect((await getX(declaration, files, request)).places).toEqual(expected);
  });

  it('suggests the name that was meant', async () => {
    const { diagnostics } = await getX('variable "region" { default = 1 }', {}, { vars: ['regoin=2'] });
    expect(diagnostics[0]?.hint).toBe('Did you mean "region"?');
  });

  it('ignores names in the environment that are not declared', async () => {
    expect((await getX(DECLARED, {}, { environment: { PKR_VAR_y: '1' } })).places).toEqual([]);
  });
});

describe('a validation', () => {
  const declare = (validation: string, body = 'default = "abc"') =>
    `variable "x" {\n  ${body}\n  validation {\n${validation}\n  }\n}`;
  const RULE = '    condition = length(var.x) > 2\n    error_message = "Use three letters."';

  it('lets a value pass', async () => {
    expect(await getX(declare(RULE))).toMatchObject({ x: 'abc', places: [] });
  });

  it('refuses a value where it was given', async () => {
    const { diagnostics } = await getX(declare(RULE), {}, { vars: ['x=a'] });
    expect(getPlaces(diagnostics)).toEqual(['TPL016 -var x:1:1']);
    expect(diagnostics[0]?.detail).toContain('Use three letters.');
  });

  it('looks at the final value only', async () => {
    expect(
      (await getX(declare(RULE), { 'a.auto.pkrvars.hcl': 'x = "a"' }, { vars: ['x=abcd'] })).places,
    ).toEqual([]);
  });

  it.each([
    [
      'a condition on another variable',
      '    condition = var.y == 1\n    error_message = "No."',
      ['TPL014 a.pkr.hcl:4:17'],
    ],
    [
      'a condition on a local',
      '    condition = local.y\n    error_message = "No."',
      ['TPL014 a.pkr.hcl:4:17'],
    ],
    [
      'a message that is no sentence',
      '    condition = true\n    error_message = "no"',
      ['TPL015 a.pkr.hcl:5:21'],
    ],
    [
      'a message that is not written out',
      '    condition = true\n    error_message = "A ${var.x}."',
      ['TPL008 a.pkr.hcl:5:26'],
    ],
    ['no message', '    condition = true', ['TPL006 a.pkr.hcl:3:3']],
    ['no condition', '    error_message = "No."', ['TPL006 a.pkr.hcl:3:3']],
    ['an argument that no validation has', `${RULE}\n    message = "No."`, ['TPL005 a.pkr.hcl:6:5']],
  ])('is told when it has %s', async (_, validation, expected) => {
    expect((await getX(declare(validation))).places.slice(0, 1)).toEqual(expected);
  });
});
