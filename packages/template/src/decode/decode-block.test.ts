import { type OptionSpec, type OptionType, reveal, Secret } from '@strata/sdk';
import { createContext, decodeFirstSource, decodeWith } from '../testing/decode';
import { getPlaces } from '../testing/load';
import { validateTemplate } from '../testing/validate';

const option = (type: OptionType, more: Partial<OptionSpec> = {}): OptionSpec => ({
  type,
  doc: '',
  affects: 'result',
  ...more,
});

/** What an option of the given type becomes. */
async function decodeX(type: OptionType, expression: string, more: Partial<OptionSpec> = {}, head = '') {
  const { value, diagnostics } = await decodeWith(
    { options: { x: option(type, more) } },
    `x = ${expression}`,
    head,
  );
  return {
    x: value?.options.x,
    unknown: value?.unknown,
    diagnostics,
    codes: diagnostics.map(({ code }) => code),
  };
}

describe('an option', () => {
  const table: readonly (readonly [OptionType, string, unknown])[] = [
    ['string', '"a"', 'a'],
    ['string', '1', '1'],
    ['string', '1.50', '1.5'],
    ['string', 'true', 'true'],
    ['string', '"{{ .Vars }} {{.Path}}"', '{{ .Vars }} {{.Path}}'],
    ['number', '3', 3],
    ['number', '"3"', 3],
    ['bool', 'true', true],
    ['bool', '"true"', true],
    ['bool', '"false"', false],
    ['duration', '"1h30m"', 5_400_000],
    [{ list: 'string' }, '["a", 1, true]', ['a', '1', 'true']],
    [{ list: 'string' }, 'convert(["b", "a", "b"], set(string))', ['a', 'b']],
    [{ list: 'number' }, '["1", 2]', [1, 2]],
    [{ list: { list: 'string' } }, '[["a"], []]', [['a'], []]],
    [{ map: 'string' }, '{ a = 1, "b c" = "x" }', { a: '1', 'b c': 'x' }],
    [{ object: { name: 'string', id: 'number' } }, '{ name = "n", id = "5" }', { name: 'n', id: 5 }],
    [{ object: { name: 'string', id: 'number' } }, '{ name = "n", id = null }', { name: 'n' }],
    ['any', '{ a = [1, "x", null], b = true }', { a: [1, 'x', null], b: true }],
  ];
  it.each(table)('of type %j takes %s', async (type, expression, expected) => {
    const { x, diagnostics } = await decodeX(type, expression);
    expect(diagnostics).toEqual([]);
    expect(x).toEqual(expected);
  });

  const wrong: readonly (readonly [OptionType, string, string, string])[] = [
    ['string', '["a"]', 'TPL034', 'It takes a string; a list was given.'],
    ['string', '{}', 'TPL034', 'It takes a string; an object was given.'],
    ['number', '"a"', 'TPL034', 'It takes a number; a string was given.'],
    ['bool', '"yes"', 'TPL034', 'It takes true or false; a string was given.'],
    ['duration', '"10"', 'TPL037', '"10" is not a duration.'],
    ['duration', '10', 'TPL034', 'It takes a duration such as "1h2m3s"; a number was given.'],
    [{ list: 'string' }, '1', 'TPL034', 'It takes a list of strings; a number was given.'],
    [{ list: 'number' }, '"1,2"', 'TPL034', 'It takes a list of numbers; a string was given.'],
    [{ list: 'string' }, '"a"', 'TPL034', 'It takes a list of strings; a string was given.'],
    [{ list: 'string' }, '["a", []]', 'TPL034', 'It takes a string; a list was given at [1].'],
    [{ list: 'string' }, '["a", null]', 'TPL034', 'It takes a string; null was given at [1].'],
    [{ map: 'string' }, '["a"]', 'TPL034', 'It takes a map of strings; a list was given.'],
    [{ map: 'string' }, '{ a = ["b"] }', 'TPL034', 'It takes a string; a list was given at ["a"].'],
    [
      { object: { name: 'string' } },
      '{ nam = "x" }',
      'TPL034',
      'There is no field "nam"; the fields are name.',
    ],
    ['number', '1 / 0', 'TPL034', 'It takes a number; infinity was given.'],
    ['any', '[1 / 0]', 'TPL034', 'It takes any value; infinity was given'],
    [
      'any',
      '{ a = convert(1, number), b = data.strata-image.x.layers }',
      'TPL034',
      'It takes any value; the content of another project was given',
    ],
    [
      'string',
      'data.strata-image.x.layers',
      'TPL034',
      'It takes a string; the content of another project was given.',
    ],
    ['input', '"golden"', 'TPL034', 'It takes the content of another project'],
  ];
  it.each(wrong)('of type %j refuses %s', async (type, expression, code, detail) => {
    const { diagnostics } = await decodeX(
      type,
      expression,
      {},
      'data "strata-image" "x" { project = "x" }\n',
    );
    expect(diagnostics).toMatchObject([{ code, detail: expect.stringContaining(detail) }]);
    expect(diagnostics[0]?.detail).toContain('Option "x" of provisioner "test"');
  });

  const texts: readonly (readonly [string, string])[] = [
    ['"nginx"', 'Write ["nginx"].'],
    ['"nginx, curl"', 'Write ["nginx", "curl"].'],
    ['"say \\"a\\",b"', 'Write ["say \\"a\\"", "b"].'],
    ['""', 'Write [].'],
    [`"${'x'.repeat(200)}"`, 'Write the strings between [ and ], with a comma after each.'],
    ['var.s', 'Write the strings between [ and ], with a comma after each.'],
  ];
  it.each(texts)('that takes a list is told how to write %s as one', async (expression, hint) => {
    const head = 'variable "s" {\n  default = "a,b"\n  sensitive = true\n}\n';
    const { diagnostics } = await decodeX({ list: 'string' }, expression, {}, head);
    expect(diagnostics).toMatchObject([{ code: 'TPL034', hint }]);
  });

  it('that is null is the same as one that is not given', async () => {
    expect((await decodeX('string', 'null', { default: 'd' })).x).toBe('d');
  });

  it('takes its default when it is not given', async () => {
    const { value } = await decodeWith({ options: { x: option('bool', { default: true }) } }, '');
    expect(value?.options).toEqual({ x: true });
  });

  it('that is missing is told at the block', async () => {
    const { diagnostics } = await decodeWith({ options: { x: option('string', { required: true }) } }, '');
    expect(getPlaces(diagnostics)).toEqual(['TPL033 image.pkr.hcl:6:3']);
  });

  it.each([
    ['""', ['TPL033']],
    ['var.secret', ['TPL033']],
    ['var.later', []],
    ['" "', []],
  ])('that is required and given as %s has the problems %j', async (expression, codes) => {
    const head =
      'variable "secret" {\n  default = ""\n  sensitive = true\n}\nvariable "later" {\n  type = string\n}\n';
    const spec = { required: true, secret: true };
    const { diagnostics } = await decodeX('string', expression, spec, head);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  it('has one of the values allowed', async () => {
    const { diagnostics } = await decodeX('string', '"uplaod"', { allowed: ['upload', 'download'] });
    expect(diagnostics).toMatchObject([
      {
        code: 'TPL035',
        detail: 'Option "x" of provisioner "test" is "uplaod"; allowed are "upload", "download".',
        hint: 'Did you mean "upload"?',
      },
    ]);
  });

  it('that is not in the schema is told with the nearest name', async () => {
    const { diagnostics } = await decodeWith(
      { options: { inline: option('string') } },
      '    inlin = 1\n    b {}',
    );
    expect(getPlaces(diagnostics)).toEqual(['TPL032 image.pkr.hcl:7:5', 'TPL004 image.pkr.hcl:8:5']);
    expect(diagnostics[0]?.hint).toBe('Did you mean "inline"?');
  });

  it('that is misspelt is not missed as well', async () => {
    const schema = { options: { inline: option('string', { required: true }) } };
    const { diagnostics } = await decodeWith(schema, '    inlin = 1');
    expect(diagnostics.map(({ code }) => code)).toEqual(['TPL032']);
  });

  it('may have been meant for the language', async () => {
    const { diagnostics } = await decodeWith({ options: {} }, '    max_retrys = 1');
    expect(diagnostics[0]?.hint).toBe('Did you mean "max_retries"?');
  });

  it('written as a block is told how to write it', async () => {
    const { diagnostics } = await decodeWith(
      { options: { env: option({ map: 'string' }) } },
      'env { A = 1 }',
    );
    expect(diagnostics).toMatchObject([{ code: 'TPL004', detail: expect.stringContaining('write env = …') }]);
  });

  it.each([
    ['build.ID', 'string', '<unknown>'],
    ['"a ${build.Host}"', 'string', '<unknown>'],
    ['[build.ID]', { list: 'string' }, ['<unknown>']],
    ['{ a = build.ID }', { map: 'string' }, { a: '<unknown>' }],
    ['length(build.ID)', 'number', 0],
    ['build.ID == "x"', 'bool', false],
    ['"{{ upper `x` }} ${build.ID}"', 'string', '<unknown>'],
  ] as const)('that is not known yet is accepted: %s', async (expression, type, placeholder) => {
    const { x, unknown, diagnostics } = await decodeX(type as OptionType, expression, { allowed: ['a'] });
    expect({ x, unknown, diagnostics }).toEqual({ x: placeholder, unknown: ['x'], diagnostics: [] });
  });
});

describe('a sensitive value', () => {
  const HEAD = 'variable "s" {\n  default = "geheim"\n  sensitive = true\n}\n';

  it.each([
    ['var.s', 'string'],
    ['"x-${var.s}"', 'string'],
    ['["a", var.s]', { list: 'string' }],
    ['{ A = var.s }', { map: 'string' }],
  ] as const)('reaches an option for secrets hidden: %s', async (expression, type) => {
    const { x, diagnostics } = await decodeX(type as OptionType, expression, { secret: true }, HEAD);
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(x)).not.toContain('geheim');
    expect(JSON.stringify(x)).toContain('<sensitive>');
  });

  it('can be revealed by the part, and leaves what is not sensitive as plain text', async () => {
    const { x } = await decodeX({ list: 'string' }, '["a", var.s]', { secret: true }, HEAD);
    const [plain, secret] = x as [string, Secret];
    expect([plain, secret instanceof Secret, reveal(secret)]).toEqual(['a', true, 'geheim']);
  });

  it.each([
    ['var.s', 'string'],
    ['["a", upper(var.s)]', { list: 'string' }],
    ['{ A = var.s }', { map: 'string' }],
    ['length(var.s)', 'number'],
    ['var.s == "x"', 'bool'],
    ['[var.s]', 'any'],
  ] as const)('is refused by any other option: %s', async (expression, type) => {
    const { codes, diagnostics } = await decodeX(type as OptionType, expression, {}, HEAD);
    expect(codes).toEqual(['TPL036']);
    expect(JSON.stringify(diagnostics)).not.toContain('geheim');
  });
});

describe('nested blocks', () => {
  const source = (body: string) =>
    `source "rootfs" "base" {\n${body}\n}\nbuild { sources = ["rootfs.base"] }`;

  it('are read in order, one or many of them, with defaults inside', async () => {
    const { value, diagnostics } = await decodeFirstSource(
      source('  bootstrap { suite = "trixie" }\n  user { name = "b" }\n  user { name = "a" }'),
    );
    expect(diagnostics).toEqual([]);
    expect(value?.options).toEqual({
      size: 10,
      bootstrap: { suite: 'trixie', packages: [] },
      user: [{ name: 'b' }, { name: 'a' }],
    });
    expect([...(value?.ranges.keys() ?? [])].sort()).toEqual([
      'bootstrap',
      'bootstrap.suite',
      'user[0]',
      'user[0].name',
      'user[1]',
      'user[1].name',
    ]);
  });

  it('may be given as values', async () => {
    const { value, diagnostics } = await decodeFirstSource(
      source('  bootstrap = { suite = "trixie" }\n  user = [for n in ["a", "b"] : { name = n }]'),
    );
    expect(diagnostics).toEqual([]);
    expect(value?.options).toMatchObject({
      bootstrap: { suite: 'trixie' },
      user: [{ name: 'a' }, { name: 'b' }],
    });
  });

  it('can be made by dynamic blocks that need the source', async () => {
    const { value, diagnostics } = await decodeFirstSource(
      source('  dynamic "user" {\n    for_each = [source.name, "b"]\n    content { name = user.value }\n  }'),
    );
    expect(diagnostics).toEqual([]);
    expect(value?.options).toMatchObject({ user: [{ name: 'base' }, { name: 'b' }] });
  });

  it.each([
    [
      'a second one',
      '  bootstrap { suite = "trixie" }\n  bootstrap { suite = "trixie" }',
      ['TPL012 image.pkr.hcl:3:3'],
    ],
    ['a mistake inside', '  bootstrap { suit = "trixie" }', ['TPL032 image.pkr.hcl:2:15']],
    ['a value that is no block', '  bootstrap = 5', ['TPL034 image.pkr.hcl:2:15']],
    ['a value inside that is not allowed', '  bootstrap { suite = "sid" }', ['TPL035 image.pkr.hcl:2:23']],
  ])('tell %s', async (_, body, expected) => {
    const { diagnostics } = await decodeFirstSource(source(body));
    expect([...getPlaces(diagnostics)].sort()).toEqual([...expected].sort());
  });
});

describe('rules between options', () => {
  const text = (body: string) =>
    `source "rootfs" "base" {}\nbuild {\n  sources = ["rootfs.base"]\n  provisioner "shell" {\n${body}\n  }\n}`;

  it('are checked at the place of an option', async () => {
    const { template, registry } = await createContext(text('    inline = ["a"]\n    script = "b"'));
    expect(getPlaces(validateTemplate(template, { registry }))).toEqual(['TST001 image.pkr.hcl:5:14']);
  });

  it('wait until each option is right by itself', async () => {
    const { template, registry } = await createContext(text('    inlin = ["a"]'));
    expect(getPlaces(validateTemplate(template, { registry }))).toEqual(['TPL032 image.pkr.hcl:5:5']);
  });
});
