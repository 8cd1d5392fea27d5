import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJson } from '@strata/hcl';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { decodePostProcessor, decodeProvisioner, decodeSource, type UseContext } from '../parts/decode-parts';
import type { Template } from '../template';
import { getPlaces, loadFiles, type TestRequest } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import { validateTemplate } from '../testing/validate';

const registry = createTestRegistry();

const load = (json: unknown, request: TestRequest = {}) =>
  loadFiles({ 'image.pkr.json': typeof json === 'string' ? json : JSON.stringify(json) }, request);

function getContext(template: Template): UseContext {
  const [build] = template.builds;
  const use = build?.uses[0];
  if (!build || !use) throw new Error('no build');
  return { template, registry, build, use, evaluation: evaluateTemplate(template, { registry }).value };
}

const SOURCE = { rootfs: { base: {} } };
const BUILD = { sources: ['rootfs.base'] };

describe('a template in JSON', () => {
  it('says everything that HCL can say', async () => {
    const { value: template, diagnostics } = await load(
      {
        '//': 'written by a program',
        packer: {
          required_version: '>= 1.7.0',
          required_plugins: { amazon: { version: '~> 1.2', source: 'github.com/hashicorp/amazon' } },
        },
        variable: {
          suite: {
            type: 'string',
            default: 'trixie',
            description: 'Which ${suite}',
            validation: { condition: '${length(var.suite) > 2}', error_message: 'Use ${a} suite.' },
          },
          ports: { type: 'list(object({ number = number }))', default: [{ number: '1' }] },
          home: { default: '${env("HOME_TOWN")}', sensitive: true },
        },
        variables: { size: 5 },
        locals: [{ name: 'x-${var.suite}' }, { both: ['${local.name}', '${var.size * 2}'] }],
        local: { single: { expression: '${upper(local.name)}', sensitive: true } },
        source: {
          rootfs: {
            base: {
              description: '${source.name} of ${var.suite}',
              bootstrap: { suite: '${var.suite}', packages: ['a'] },
              user: [{ name: 'x', admin: true }, { name: 'y' }],
            },
          },
        },
        build: {
          name: 'b',
          sources: ['source.rootfs.base'],
          provisioner: [
            {
              shell: { inline: ['echo ${build.name} {{.Vars}}'], pause_before: '5s', only: ['rootfs.base'] },
            },
            { file: { content: '${local.name}', destination: '/a' } },
            { shell: [{ inline: ['1'] }, { inline: ['2'], override: { base: { inline: ['3'] } } }] },
          ],
          'post-processors': [{ 'post-processor': [{ manifest: { output: 'a' } }, { manifest: {} }] }],
          'post-processor': { manifest: { keep_input_artifact: true } },
        },
      },
      { environment: { HOME_TOWN: 'Linz' } },
    );
    expect(diagnostics).toEqual([]);
    expect(validateTemplate(template, { registry })).toEqual([]);
    expect(template).toMatchObject({
      language: 'hcl2',
      settings: { requiredVersions: [{ constraint: '>= 1.7.0' }] },
    });
    expect(template.settings.requiredPlugins.get('amazon')).toMatchObject({ version: '~> 1.2' });
    expect(template.variables.get('suite')).toMatchObject({
      description: 'Which ${suite}',
      validations: [{ message: 'Use ${a} suite.' }],
    });
    expect(toJson(template.variables.get('ports')!.value)).toEqual([{ number: 1 }]);
    expect(template.variables.get('home')).toMatchObject({ environment: ['HOME_TOWN'], sensitive: true });
    const context = getContext(template);
    expect(decodeSource(context).value?.options).toEqual({
      description: 'base of trixie',
      size: 10,
      bootstrap: { suite: 'trixie', packages: ['a'] },
      user: [{ name: 'x', admin: true }, { name: 'y' }],
    });
    const steps = context.build.provisioners;
    expect(steps.map(({ type, pauseBefore, only }) => [type, pauseBefore, only])).toEqual([
      ['shell', 5000, ['rootfs.base']],
      ['file', undefined, undefined],
      ['shell', undefined, undefined],
      ['shell', undefined, undefined],
    ]);
    const options = steps.map((step) => decodeProvisioner(context, step).value?.options);
    expect(options.map((each) => each?.inline)).toEqual([['echo b {{.Vars}}'], undefined, ['1'], ['3']]);
    expect(
      context.build.chains.map((chain) =>
        chain.map((step) => decodePostProcessor(context, step).value?.options),
      ),
    ).toEqual([[{ output: 'a' }, {}], [{}]]);
  });

  it('may hold dynamic blocks, wherever blocks can stand', async () => {
    const { value: template, diagnostics } = await load({
      variable: { names: { default: ['a', 'b'] } },
      dynamic: {
        source: {
          for_each: '${var.names}',
          labels: ['rootfs', '${source.value}'],
          content: { description: 'source ${source.value}' },
        },
      },
      source: {
        rootfs: {
          base: {
            dynamic: {
              user: { for_each: '${var.names}', iterator: 'who', content: { name: '${who.value}' } },
            },
          },
        },
      },
      build: {
        sources: ['rootfs.base', 'rootfs.a'],
        dynamic: {
          provisioner: {
            for_each: { k: ['v'] },
            labels: ['shell'],
            content: { inline: '${provisioner.value}' },
          },
        },
      },
    });
    expect(diagnostics).toEqual([]);
    expect(validateTemplate(template, { registry })).toEqual([]);
    expect([...template.sources.keys()].sort()).toEqual(['rootfs.a', 'rootfs.b', 'rootfs.base']);
    const context = getContext(template);
    expect(decodeSource(context).value?.options.user).toEqual([{ name: 'a' }, { name: 'b' }]);
    const [step] = context.build.provisioners;
    expect(step && decodeProvisioner(context, step).value?.options.inline).toEqual(['v']);
  });

  it('adds to a source in a build: blocks, but no option twice', async () => {
    const source = { rootfs: { base: { size: 1, user: { name: 'a' } } } };
    const use = { 'rootfs.base': { name: 'n', size: 2, user: { name: 'b' } } };
    const { value: template } = await load({ source, build: { source: use } });
    const { value, diagnostics } = decodeSource(getContext(template));
    expect(diagnostics.map(({ code, detail }) => [code, detail])).toEqual([
      [
        'TPL010',
        'The source rootfs.base sets "size" already; a build can add options to a source, not replace them.',
      ],
    ]);
    expect(value?.options).toMatchObject({ size: 1, user: [{ name: 'a' }, { name: 'b' }] });
  });

  it('brings data sources to the graph', async () => {
    const { value: template, diagnostics } = await load({
      data: { 'strata-image': { golden: { project: '${local.parent}' } } },
      locals: { parent: 'golden' },
      source: { rootfs: { base: { from: '${data.strata-image.golden.layers}' } } },
      build: BUILD,
    });
    expect(diagnostics).toEqual([]);
    const { inputs } = evaluateTemplate(template, { registry }).value;
    expect(inputs.get('strata-image.golden')?.reference).toMatchObject({ project: 'golden' });
    expect(validateTemplate(template, { registry })).toEqual([]);
  });
});

it('is written as the guide says', async () => {
  const guide = readFileSync(join(__dirname, '../../../../docs/guides/templates-in-json.md'), 'utf8');
  const example = /```json\n(?<json>.*?)```/su.exec(guide)?.groups?.['json'] ?? '';
  const { value, diagnostics } = await load(example);
  expect([...diagnostics, ...validateTemplate(value, { registry })]).toEqual([]);
  const wrong = example.replace('"bookworm"', '"bookworm",');
  expect((await load(wrong)).diagnostics.map(({ code, subject }) => [code, subject?.start.line])).toEqual([
    ['HCL508', 4],
  ]);
});

describe('files of both syntaxes in one folder', () => {
  it('are one template, HCL first', async () => {
    const { value, diagnostics } = await loadFiles({
      'a.pkr.json': JSON.stringify({ variable: { x: { default: 1 } }, build: { ...BUILD, name: 'json' } }),
      'b.pkr.hcl':
        'source "rootfs" "base" {\n  size = var.x\n}\nbuild {\n  name = "hcl"\n  sources = ["rootfs.base"]\n}',
      'c.json': 'not looked at',
    });
    expect(diagnostics).toEqual([]);
    expect(value.builds.map(({ name }) => name)).toEqual(['hcl', 'json']);
    expect(decodeSource(getContext(value)).value?.options).toMatchObject({ size: 1 });
    expect([...value.texts.keys()]).toEqual(['b.pkr.hcl', 'a.pkr.json']);
  });

  it('cannot say the same twice', async () => {
    const { diagnostics } = await loadFiles({
      'a.pkr.json': JSON.stringify({ source: SOURCE, build: BUILD }),
      'b.pkr.hcl': 'source "rootfs" "base" {}',
    });
    expect(getPlaces(diagnostics)).toEqual(['TPL010 a.pkr.json:1:22']);
  });

  it('are looked for; one given by its name stands alone', async () => {
    const { value, diagnostics } = await loadFiles(
      { 'a.pkr.json': JSON.stringify({ source: SOURCE, build: BUILD }), 'b.pkr.hcl': 'wrong' },
      { path: 'a.pkr.json' },
    );
    expect(diagnostics).toEqual([]);
    expect(value.language).toBe('hcl2');
  });
});

describe('a mistake in a template in JSON', () => {
  const text = (lines: readonly string[]) => lines.join('\n');
  const whole = (rest: object) => JSON.stringify({ source: SOURCE, build: BUILD, ...rest });

  it.each([
    [
      'a trailing comma',
      text(['{', '  "source": {"rootfs": {"base": {},}},', '  "build": {"sources": ["rootfs.base"]}', '}']),
      ['HCL508 2:35'],
    ],
    [
      'a missing comma',
      text(['{"source": {"rootfs": {"base": {}}}', ' "build": {"sources": ["rootfs.base"]}}']),
      ['HCL513 2:2'],
    ],
    ['a file that is no object', '[1]', ['HCL521 1:2']],
    ['a block that no template has', whole({ bulid: {} }), ['TPL005 1:70']],
    ['a block that is none', whole({ locals: 5 }), ['HCL521 1:79']],
    ['a block without its labels', whole({ data: { x: {} } }), ['HCL522 1:82']],
    ['a name that nobody can refer to', whole({ locals: { 'a b': 1 } }), ['TPL009 1:80']],
    ['a type that is none', whole({ variable: { x: { type: 'strnig', default: '' } } }), ['HCL200 1:95']],
    ['a reference to nothing', whole({ locals: { a: '${local.b}' } }), ['TPL022 1:87']],
    ['a ring', whole({ locals: { a: '${local.b}', b: 'x ${local.a}' } }), ['TPL023 1:80']],
    ['a template that is none', whole({ locals: { a: 'x\n${1 +' } }), ['HCL031 1:93']],
    [
      'an option that no build has',
      JSON.stringify({ source: SOURCE, build: { ...BUILD, provisoner: {} } }),
      ['TPL032 1:69'],
    ],
    ['a source that is not defined', JSON.stringify({ build: { sources: ['rootfs.bse'] } }), ['TPL028 1:22']],
    [
      'an argument twice',
      '{"source": {"rootfs": {"base": {}}}, "build": {"sources": ["rootfs.base"], "sources": []}}',
      ['HCL523 1:76'],
    ],
    ['a plugin that is a text', whole({ packer: { required_plugins: { a: '1' } } }), ['TPL011 1:104']],
  ])('is told at its place: %s', async (_, json, expected) => {
    const { value, diagnostics } = await load(json);
    const told = [...diagnostics, ...validateTemplate(value, { registry })];
    expect(getPlaces(told).map((place) => place.replace('image.pkr.json:', ''))).toEqual(expected);
  });

  it('suggests the block that was meant', async () => {
    const { diagnostics } = await load(whole({ bulid: {} }));
    expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean "build"?']);
  });

  it('does not hide that the template is for another version', async () => {
    const { diagnostics } = await load(
      '{"packer": {"required_version": "< 1.5"}, "build": {"provisoner": [1,]}, }',
    );
    expect(getPlaces(diagnostics)).toEqual([
      'HCL509 image.pkr.json:1:69',
      'HCL508 image.pkr.json:1:72',
      'TPL038 image.pkr.json:1:33',
    ]);
  });

  it('in an option is shown inside of its string', async () => {
    const { value } = await load(
      '{"source": {"rootfs": {"base": {"user": [{\n  "name": "\\t${nope}",\n  "amdin": true\n}]}}}, "build": {"sources": ["rootfs.base"]}}',
    );
    expect(getPlaces(decodeSource(getContext(value)).diagnostics)).toEqual([
      'TPL032 image.pkr.json:3:3',
      'HCL100 image.pkr.json:2:16',
    ]);
  });
});

describe('values from JSON files', () => {
  const DECLARED =
    'variable "x" { default = "default" }\nsource "rootfs" "a" {}\nbuild { sources = ["rootfs.a"] }';
  const getX = async (files: Record<string, string>, request: TestRequest = {}) => {
    const { value, diagnostics } = await loadFiles({ 'a.pkr.hcl': DECLARED, ...files }, request);
    return { x: toJson(value.variables.get('x')!.value), places: getPlaces(diagnostics) };
  };

  it.each([
    ['are text as it is', '{"x": "${var.y} %{ if"}', '${var.y} %{ if'],
    ['may be anything', '{"x": {"a": [1, null, true]}}', '{"a":[1,null,true]}'],
    ['may have comments', '{"//": 1, "x": "y", "//": 2}', 'y'],
  ])('%s', async (_, json, expected) => {
    const declared = DECLARED.replace('default = "default"', 'type = any');
    const { value, diagnostics } = await loadFiles(
      { 'a.pkr.hcl': declared, 'v.json': json },
      { varFiles: ['v.json'] },
    );
    const x = toJson(value.variables.get('x')!.value);
    expect([typeof x === 'string' ? x : JSON.stringify(x), diagnostics]).toEqual([expected, []]);
  });

  it.each([
    ['a value twice', '{"x": "a",\n "x": "b"}', ['HCL523 v.auto.pkrvars.json:2:2']],
    ['a comma too many', '{"x": "a",}', ['HCL508 v.auto.pkrvars.json:1:10']],
    ['a name that nobody declares', '{"y": 1}', ['TPL019 v.auto.pkrvars.json:1:2']],
    ['a declaration', '{"variable": {"y": {}}}', ['TPL004 v.auto.pkrvars.json:1:15']],
    ['a list', '[{"x": 1}]', ['TPL011 v.auto.pkrvars.json:1:1']],
  ])('tell %s', async (_, json, expected) => {
    expect((await getX({ 'v.auto.pkrvars.json': json })).places).toEqual(expected);
  });

  it('win over values from HCL files', async () => {
    const files = { 'z.auto.pkrvars.hcl': 'x = "hcl"', 'a.auto.pkrvars.json': '{"x": "json"}' };
    expect(await getX(files)).toEqual({ x: 'json', places: [] });
  });
});
