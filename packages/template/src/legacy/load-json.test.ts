import { type Json, toJson } from '@strata/hcl';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { decodeProvisioner, decodeSource, type UseContext } from '../parts/decode-parts';
import type { Template } from '../template';
import { getPlaces, loadFiles, type TestRequest } from '../testing/load';
import { createTestRegistry } from '../testing/parts';

const load = (json: object, request: TestRequest = {}, files: Record<string, string> = {}) =>
  loadFiles({ 'image.json': JSON.stringify(json), ...files }, { path: 'image.json', ...request });

function getContext(template: Template): UseContext {
  const registry = createTestRegistry();
  const [build] = template.builds;
  const use = build?.uses[0];
  if (!build || !use) throw new Error('no build');
  return { template, registry, build, use, evaluation: evaluateTemplate(template, { registry }).value };
}

const BUILDERS = [{ type: 'rootfs' }];

describe('a JSON template', () => {
  it('is the same as HCL2 once it is read', async () => {
    const { value, diagnostics } = await load({
      description: 'An image',
      min_packer_version: '1.7.0',
      _comment: 'a comment',
      variables: { suite: 'trixie' },
      builders: [
        {
          type: 'rootfs',
          name: 'jenkins',
          size: '12',
          bootstrap: { suite: '{{user `suite`}}', packages: 'a,b' },
          user: [{ name: 'x', admin: 'true' }, { name: 'y' }],
        },
      ],
      provisioners: [
        {
          type: 'shell',
          inline: ['echo {{user `suite`}} {{build_name}} {{.Vars}}'],
          pause_before: '5s',
          max_retries: '2',
          only: ['jenkins'],
        },
      ],
      'post-processors': [
        'manifest',
        [
          { type: 'manifest', output: 'a' },
          { type: 'manifest', keep_input_artifact: true },
        ],
      ],
    });
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ language: 'json', description: 'An image' });
    const context = getContext(value);
    expect(context.use).toMatchObject({
      id: 'jenkins',
      name: 'jenkins',
      source: { type: 'rootfs', label: 'jenkins' },
    });
    expect(decodeSource(context)).toMatchObject({
      diagnostics: [],
      value: {
        options: {
          size: 12,
          bootstrap: { suite: 'trixie', packages: ['a', 'b'] },
          user: [{ name: 'x', admin: true }, { name: 'y' }],
        },
      },
    });
    const [step] = context.build.provisioners;
    expect(step).toMatchObject({ pauseBefore: 5000, maxRetries: 2, only: ['jenkins'] });
    expect(step && decodeProvisioner(context, step).value?.options.inline).toEqual([
      'echo trixie jenkins {{.Vars}}',
    ]);
    expect(
      context.build.chains.map((chain) =>
        chain.map(({ type, keepInputArtifact }) => [type, keepInputArtifact]),
      ),
    ).toEqual([
      [['manifest', undefined]],
      [
        ['manifest', undefined],
        ['manifest', true],
      ],
    ]);
  });

  it('names builders for their type when they have no name, and expands names', async () => {
    const { value, diagnostics } = await load({
      variables: { n: 'b' },
      builders: [{ type: 'rootfs' }, { type: 'rootfs', name: 'x-{{user `n`}}' }],
    });
    expect(diagnostics).toEqual([]);
    expect(value.builds[0]?.uses.map(({ id }) => id)).toEqual(['rootfs', 'x-b']);
  });

  it('applies overrides by the builder’s name', async () => {
    const { value, diagnostics } = await load({
      builders: BUILDERS,
      provisioners: [{ type: 'shell', inline: ['a'], override: { rootfs: { inline: ['b'] } } }],
    });
    expect(diagnostics).toEqual([]);
    const context = getContext(value);
    const [step] = context.build.provisioners;
    expect(step && decodeProvisioner(context, step).value?.options.inline).toEqual(['b']);
  });

  it.each([
    ['a name', 'a', ['a']],
    ['a list', ['a', 'b'], ['a', 'b']],
    ['a number', 7, ['7']],
    ['a list of numbers', [7], ['7']],
    ['an empty object', {}, []],
  ])('reads %s as the builders of a provisioner', async (_, only, expected) => {
    const builders = ['a', 'b', '7'].map((name) => ({ type: 'rootfs', name }));
    const { value, diagnostics } = await load({ builders, provisioners: [{ type: 'file', only }] });
    expect(diagnostics).toEqual([]);
    expect(value.builds[0]?.provisioners[0]?.only).toEqual(expected);
  });

  it.each([
    ['a name that no builder has', { provisioners: [{ type: 'file', only: 'x' }] }, ['TPL042']],
    ['an empty name', { provisioners: [{ type: 'file', except: '' }] }, ['TPL042']],
    ['an object', { provisioners: [{ type: 'file', only: { rootfs: 1 } }] }, ['TPL034']],
    [
      'a name alone, of a post-processor',
      { 'post-processors': [{ type: 'manifest', only: 'rootfs' }] },
      ['TPL034'],
    ],
  ])('refuses for builders: %s', async (_, more, expected) => {
    const { diagnostics } = await load({ builders: BUILDERS, ...more });
    expect(diagnostics.map(({ code }) => code)).toEqual(expected);
  });

  it('leaves the override of a post-processor to the post-processor', async () => {
    const { diagnostics } = await load({
      builders: BUILDERS,
      'post-processors': [{ type: 'vagrant', override: { virtualbox: {} } }],
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['TPL026']);
  });

  it('keeps the place of every option', async () => {
    const { value } = await loadFiles(
      {
        'image.json':
          '{\n  "builders": [{\n    "type": "rootfs",\n    "bootstrap": {\n      "suite": "sid",\n      "x": 1\n    }\n  }]\n}',
      },
      { path: 'image.json' },
    );
    expect([...getPlaces(decodeSource(getContext(value)).diagnostics)].sort()).toEqual([
      'TPL032 image.json:6:7',
      'TPL035 image.json:5:16',
    ]);
  });
});

describe('variables of a JSON template', () => {
  const getVariables = async (
    variables: object,
    request: TestRequest = {},
    files: Record<string, string> = {},
  ) => {
    const { value, diagnostics } = await load({ variables, builders: BUILDERS }, request, files);
    const values = [...value.variables].map(([name, variable]): [string, Json] => [
      name,
      toJson(variable.value),
    ]);
    return { values: Object.fromEntries(values), places: getPlaces(diagnostics), template: value };
  };

  it('refer to each other in any order, and read the environment', async () => {
    const { values, places, template } = await getVariables(
      { a: '{{user `b`}}!', b: 'x-{{env `HOME_TOWN`}}', c: 5, d: true, t: '{{timestamp}}' },
      { environment: { HOME_TOWN: 'Linz' } },
    );
    expect(places).toEqual([]);
    expect(values).toEqual({ a: 'x-Linz!', b: 'x-Linz', c: '5', d: 'true', t: '1700000000' });
    expect(template.variables.get('b')?.environment).toEqual(['HOME_TOWN']);
  });

  it('come from files in their order, and from arguments last', async () => {
    const files = { 'a.json': '{"x": "a", "y": "a", "z": "a"}', 'b.json': '{"x": "b", "y": "b"}' };
    const { values } = await getVariables(
      { x: '', y: '', z: null },
      { varFiles: ['a.json', 'b.json'], vars: ['x=c=d'] },
      files,
    );
    expect(values).toEqual({ x: 'c=d', y: 'b', z: 'a' });
  });

  it('keep the text that the template gives them, whatever they were given', async () => {
    const { template } = await getVariables({ a: '{{env `X`}}', b: 5, c: null }, { vars: ['a=1', 'c=2'] });
    const defaults = [...template.variables.values()].map((one) => one.default && toJson(one.default));
    expect(defaults).toEqual(['{{env `X`}}', '5', undefined]);
  });

  it('take nothing from PKR_VAR_*', async () => {
    expect((await getVariables({ x: 'a' }, { environment: { PKR_VAR_x: 'b' } })).values).toEqual({ x: 'a' });
  });

  it('are marked when the template calls them sensitive', async () => {
    const { value } = await load({ variables: { x: 's' }, 'sensitive-variables': ['x'], builders: BUILDERS });
    expect(value.variables.get('x')?.value).toMatchObject({ sensitive: true });
  });

  it.each([
    ['one that must be given', { x: null }, ['TPL017 image.json:1:15']],
    ['one that is a list', { x: [] }, ['TPL011 image.json:1:19']],
    ['a ring', { a: '{{user `b`}}', b: '{{user `a`}}' }, ['TPL023 image.json:1:19']],
  ])('tell %s', async (_, variables, expected) => {
    expect((await getVariables(variables)).places).toEqual(expected);
  });
});

describe('a mistake in a JSON template', () => {
  it.each([
    ['JSON that is none', '{"builders": [}', ['HCL512 image.json:1:15']],
    ['a root that is no object', '[]', ['TPL011 image.json:1:1']],
    [
      'a key that no template has',
      '{"builder": [], "builders": [{"type": "rootfs"}]}',
      ['TPL005 image.json:1:2'],
    ],
    ['no builders', '{}', ['TPL030 image.json:1:1']],
    ['a builder without a type', '{"builders": [{"name": "x"}]}', ['TPL006 image.json:1:15']],
    [
      'two builders of one name',
      '{"builders": [{"type": "rootfs"}, {"type": "rootfs"}]}',
      ['TPL010 image.json:1:44'],
    ],
    ['a builder that nobody has', '{"builders": [{"type": "rotfs"}]}', ['TPL024 image.json:1:24']],
    [
      'a provisioner for a builder that is not there',
      '{"builders": [{"type": "rootfs"}], "provisioners": [{"type": "shell", "only": ["x"]}]}',
      ['TPL042 image.json:1:80'],
    ],
    [
      'an override for a builder that is not there',
      '{"builders": [{"type": "rootfs"}], "provisioners": [{"type": "shell", "override": {"x": {}}}]}',
      ['TPL042 image.json:1:84'],
    ],
    [
      'lists in lists of post-processors',
      '{"builders": [{"type": "rootfs"}], "post-processors": [[["manifest"]]]}',
      ['TPL011 image.json:1:57'],
    ],
    [
      'a version that is too new',
      '{"min_packer_version": "99.0.0", "builders": [{"type": "rootfs"}]}',
      ['TPL038 image.json:1:24'],
    ],
    ['a push that does nothing', '{"push": {}, "builders": [{"type": "rootfs"}]}', ['TPL043 image.json:1:2']],
    ['a name given twice', '{"builders": [{"type": "rootfs"}], "builders": []}', ['TPL010 image.json:1:36']],
  ])('is told at its place: %s', async (_, text, expected) => {
    const { diagnostics } = await loadFiles({ 'image.json': text }, { path: 'image.json' });
    expect(getPlaces(diagnostics)).toEqual(expected);
  });
});

describe('a problem of a JSON template speaks of JSON', () => {
  const tell = async (json: object) => {
    const { value, diagnostics } = await load(json);
    const context = getContext(value);
    const steps = context.build.provisioners.flatMap((step) => decodeProvisioner(context, step).diagnostics);
    const all = [...diagnostics, ...decodeSource(context).diagnostics, ...steps];
    return all.map(({ code, detail, hint }) => `${code} ${hint ?? detail}`);
  };

  it.each<readonly [string, object, string]>([
    [
      'a block that is a text',
      { builders: [{ type: 'rootfs', bootstrap: 'sid' }] },
      'TPL034 "bootstrap" of builder "rootfs" is an object: write "bootstrap": { … }.',
    ],
    [
      'a block that is there twice',
      { builders: [{ type: 'rootfs', name: 'a', bootstrap: [{ suite: 'trixie' }, { suite: 'trixie' }] }] },
      'TPL012 Builder "rootfs" named "a" takes one "bootstrap" object; the first is on line 1.',
    ],
    [
      'a variable that nobody declares',
      { builders: BUILDERS, provisioners: [{ type: 'shell', inline: ['{{user `a`}}'] }] },
      'TPL018 Declare it: "variables": { "a": "" }',
    ],
    [
      'a variable that is misspelt',
      {
        variables: { suite: '' },
        builders: BUILDERS,
        provisioners: [{ type: 'shell', inline: ['{{user `suit`}}'] }],
      },
      'TPL018 Did you mean {{user `suite`}}?',
    ],
    [
      'a secret where it would be shown',
      {
        variables: { a: 'hush' },
        'sensitive-variables': ['a'],
        builders: BUILDERS,
        provisioners: [{ type: 'shell', inline: ['{{user `a`}}'] }],
      },
      'TPL036 Use the value in an option made for secrets (such as "env" of shell), or take the variable out of "sensitive-variables".',
    ],
    [
      'an override that is no object of objects',
      {
        builders: BUILDERS,
        provisioners: [{ type: 'shell', inline: ['a'], override: { rootfs: 'b' } }],
      },
      'TPL011 "override" of provisioner "shell" is an object of objects: { "BUILDER_NAME": { "OPTION": VALUE } }.',
    ],
  ])('about %s', async (_, json, expected) => {
    expect(await tell(json)).toEqual([expected]);
  });
});
