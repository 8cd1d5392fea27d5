import { isSensitive } from '@strata/hcl';
import { loadFiles } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import { upgradeTemplate } from './upgrade-template';

const upgrade = (template: object, annotations = false) => {
  const registry = createTestRegistry();
  const { value, diagnostics } = upgradeTemplate(JSON.stringify(template), 'image.json', {
    registry,
    annotations,
  });
  expect(diagnostics).toEqual([]);
  return value as string;
};

/** The lines of one option of the only builder. */
const upgradeText = (text: string) =>
  /^ {2}description = (.*)$/mu.exec(upgrade({ builders: [{ type: 'rootfs', description: text }] }))?.[1];

describe('a string', () => {
  it.each([
    ['plain "text" \\b', '"plain \\"text\\" \\\\b"'],
    ['line\nend\f', '"line\\nend\\u000c"'],
    ['${a} %{b} $x', '"$${a} %%{b} $x"'],
    ['{{user `x`}}-{{ user "y z" }}', '"${var.x}-${var.y_z}"'],
    ['{{build `ID`}} {{build_name}} {{build_type}}', '"${build.ID} ${source.name} ${source.type}"'],
    [
      '{{template_dir}}{{pwd}}{{packer_version}}{{uuid}}',
      '"${path.root}${path.cwd}${packer.version}${uuidv4()}"',
    ],
    ['{{timestamp}} {{isotime}}', '"${local.timestamp} ${timestamp()}"'],
    ['{{isotime "01-02"}} {{strftime `%Y`}}', '"${legacy_isotime("01-02")} ${legacy_strftime("%Y")}"'],
    ['{{upper (user `x`)}} {{user `x` | lower}}', '"{{ upper `${var.x}` }} {{ lower `${var.x}` }}"'],
    ['{{replace `a` `b` 1 `aa`}}', '"{{ replace `a` `b` 1 `aa` }}"'],
    ['{{ vault `p` `k` }}{{consul_key `c`}}', '"${vault("p", "k")}${consul_key("c")}"'],
    ['{{ .Vars }} {{if .X}}{{end}}', '"{{ .Vars }} {{if .X}}{{end}}"'],
    ['a {{- user `x` -}} b', '"a${var.x}b"'],
    ['{{/* nothing */}}x', '"x"'],
  ])('%j becomes %s', (text, expected) => {
    expect(upgradeText(text)).toBe(expected);
  });

  it('whose function stays is told beside the block', () => {
    expect(upgrade({ builders: [{ type: 'x', a: '{{upper `a`}}' }] })).toContain(
      '# "upper" of the old language was left as it is; HCL2 has upper(string).\nsource "x"',
    );
  });
});

describe('a variable', () => {
  const variables = (given: object, more: object = {}) => upgrade({ variables: given, ...more });

  it.each([
    ['with a default', { x: 'a' }, 'variable "x" {\n  type    = string\n  default = "a"\n}\n'],
    ['that is no text', { x: 5 }, 'variable "x" {\n  type    = string\n  default = "5"\n}\n'],
    ['that must be given', { x: null }, 'variable "x" {\n  type = string\n}\n'],
    [
      'of the environment',
      { x: '{{env `A`}}' },
      'variable "x" {\n  type    = string\n  default = "${env("A")}"\n}\n',
    ],
    [
      'that calls functions',
      { x: '{{user `y`}}', y: '' },
      'variable "y" {\n  type    = string\n  default = ""\n}\n\nlocals {\n  x = "${var.y}"\n}\n',
    ],
    [
      'whose name HCL cannot have',
      { 'a b.c': '' },
      'variable "a_b_c" {\n  type    = string\n  default = ""\n}\n',
    ],
    [
      'that is called like the local for the time',
      { timestamp: '{{timestamp}}' },
      'locals { timestamp = regex_replace(timestamp(), "[- TZ:]", "") }\n\nlocals {\n  timestamp_variable = "${local.timestamp}"\n}\n',
    ],
  ])('%s', (_, given, expected) => {
    expect(variables(given)).toBe(expected);
  });

  it('that is used and not declared must be given', () => {
    expect(upgrade({ builders: [{ type: 'x', a: '{{user `y`}}' }] })).toContain(
      'variable "y" {\n  type = string\n}\n',
    );
  });

  it('stays a secret, as a variable and as a local', async () => {
    const text = variables(
      { open: 'a', secret: 'geheim', made: '{{user `secret`}}!' },
      { 'sensitive-variables': ['secret', 'made'], builders: [{ type: 'rootfs' }] },
    );
    const { value } = await loadFiles({ 'image.pkr.hcl': text });
    expect(value.variables.get('secret')).toMatchObject({ sensitive: true });
    expect(value.locals.get('made')).toMatchObject({ sensitive: true });
    const { open } = Object.fromEntries(value.variables);
    expect(open && isSensitive(open.value)).toBe(false);
  });
});

describe('a builder', () => {
  it('gets blocks where its part has them, and lists where it takes them', () => {
    const text = upgrade({
      builders: [
        {
          type: 'rootfs',
          bootstrap: { suite: 'trixie', packages: 'a,b' },
          user: [{ name: 'x' }, { name: 'y' }],
        },
      ],
    });
    expect(text).toContain(
      '  bootstrap {\n    packages = ["a", "b"]\n    suite    = "trixie"\n  }\n  user {\n    name = "x"\n  }\n  user {\n    name = "y"\n  }\n',
    );
  });

  it('keeps a name that no label can have', async () => {
    const text = upgrade({
      builders: [{ type: 'rootfs', name: 'deb 12.1' }],
      provisioners: [
        { type: 'shell', inline: ['a'], only: ['deb 12.1'], override: { 'deb 12.1': { inline: ['b'] } } },
      ],
    });
    const { value } = await loadFiles({ 'image.pkr.hcl': text });
    const [build] = value.builds;
    expect(build?.uses).toMatchObject([{ name: 'deb 12.1', source: { label: 'deb_12_1' } }]);
    expect(build?.provisioners).toMatchObject([{ only: [build?.uses[0]?.filterName] }]);
    expect(text).toContain('"deb 12.1" = {');
  });

  it('loses arguments that HCL cannot have, and says so', () => {
    const text = upgrade({ builders: [{ type: 'x', 'a b': 1 }] });
    expect(text).toContain('# HCL2 cannot have an argument called "a b"; it was left out.\nsource "x"');
  });

  it('with a filter for its image gets a data source, one for all that look for the same', () => {
    const filter = { filters: { name: 'debian' }, most_recent: true };
    const ebs = { type: 'amazon-ebs', region: 'eu-west-1', source_ami_filter: filter };
    const text = upgrade({
      builders: [
        { ...ebs, name: 'a' },
        { ...ebs, name: 'b' },
      ],
    });
    expect(text.match(/^data .*$/gmu)).toEqual(['data "amazon-ami" "autogenerated_1" {']);
    expect(text.match(/source_ami = .*$/gmu)).toEqual(
      Array(2).fill('source_ami = "${data.amazon-ami.autogenerated_1.id}"'),
    );
  });
});

describe('an upgraded template', () => {
  it('says what its kinds of blocks are for when it is asked to', () => {
    const template = {
      _comment: 'Ours.\nAll.',
      min_packer_version: '1.7.0',
      variables: { a: '' },
      builders: [{ type: 'x' }],
    };
    const [plain, annotated] = [upgrade(template), upgrade(template, true)];
    expect(plain.startsWith('# Ours.\n# All.\n\npacker {\n  required_version = ">= 1.7.0"\n}\n')).toBe(true);
    expect(annotated.match(/^# [A-Z].*$/gmu)?.length).toBeGreaterThan(6);
    expect(annotated.replace(/^#.*\n/gmu, '').trim()).toBe(plain.replace(/^#.*\n/gmu, '').trim());
  });

  it.each([
    ['no JSON', '{"builders": [}', 'HCL512'],
    ['no object', '[]', 'TPL011'],
  ])('is not made of what is %s', (_, text, code) => {
    const { value, diagnostics } = upgradeTemplate(text, 'x.json', {
      registry: createTestRegistry(),
      annotations: false,
    });
    expect([value, diagnostics.map((one) => one.code)]).toEqual([undefined, [code]]);
  });
});
