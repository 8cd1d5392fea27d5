import { evaluate, parseExpression, toJson } from '@strata/hcl';
import { getPlaces, loadFiles, loadText } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import type { DataFacts } from './data-value';
import { evaluateTemplate } from './evaluate-template';

const BUILD = '\nsource "rootfs" "base" {}\nbuild { sources = ["rootfs.base"] }\n';

async function getValue(text: string, expression: string, facts?: DataFacts) {
  const { value: template, diagnostics } = await loadText(text + BUILD);
  const registry = createTestRegistry();
  const { scope } = evaluateTemplate(template, { registry, ...(facts && { facts }) }).value;
  const { value } = evaluate(parseExpression(expression, 'test').value, scope);
  return { value, places: getPlaces(diagnostics) };
}

describe('locals', () => {
  it('may be written in any order and in any file', async () => {
    const { value: template } = await loadFiles({
      'a.pkr.hcl': `locals { c = "\${local.b}!" }${BUILD}`,
      'b.pkr.hcl': 'locals {\n b = upper(local.a)\n a = var.x\n}\nvariable "x" { default = "hi" }',
    });
    const { scope } = evaluateTemplate(template, { registry: createTestRegistry() }).value;
    expect(toJson(evaluate(parseExpression('local.c', 'test').value, scope).value)).toBe('HI!');
  });

  it('can be looked up by name, which means all the others', async () => {
    const text = 'locals {\n  all = [for n in ["a", "b"] : lookup(local, n, "none")]\n  a = 1\n}';
    const { value, places } = await getValue(text, 'local.all');
    expect({ value: toJson(value), places }).toEqual({ value: [1, 'none'], places: [] });
  });

  it('see path and packer', async () => {
    const { value } = await getValue('locals { a = [path.root, path.cwd, packer.version] }', 'local.a');
    expect(toJson(value)).toEqual(['.', '/ws/image', '1.16.0']);
  });

  it('are marked when they are sensitive or made of something that is', async () => {
    const text = 'local "a" {\n  expression = "x"\n  sensitive = true\n}\nlocals { b = "${local.a}y" }';
    expect((await getValue(text, 'local.b')).value).toMatchObject({ sensitive: true, string: 'xy' });
  });

  it('that depend on each other show the ring', async () => {
    const { diagnostics } = await loadText(
      `locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}${BUILD}`,
    );
    expect(getPlaces(diagnostics)).toEqual(['TPL023 image.pkr.hcl:2:3']);
    expect(diagnostics[0]?.detail).toContain('local.a needs local.b needs local.c needs local.a');
  });

  it.each([
    ['a name that is not there', 'locals {\n  abc = 1\n  b = local.abd\n}', ['TPL022 image.pkr.hcl:3:7']],
    ['one of none', 'locals {\n  b = data.strata-image\n}', ['TPL022 image.pkr.hcl:2:7']],
    ['one that means itself', 'locals {\n  b = local.b\n}', ['TPL023 image.pkr.hcl:2:3']],
    [
      'a data source that is not there',
      'locals {\n  b = data.strata-image.x.layers\n}',
      ['TPL022 image.pkr.hcl:2:7'],
    ],
    ['one defined twice', 'locals {\n  a = 1\n}\nlocal "a" { expression = 2 }', ['TPL010 image.pkr.hcl:4:1']],
    ['one without a value', 'local "a" {}', ['TPL006 image.pkr.hcl:1:1']],
  ])('are told for %s', async (_, text, expected) => {
    expect((await getValue(text, '1')).places).toEqual(expected);
  });

  it('that failed are unknown to others, so that one mistake is told once', async () => {
    const { places } = await getValue(
      'locals {\n  a = nothing\n  b = local.a\n  c = "${local.b}x"\n}',
      'local.c',
    );
    expect(places).toHaveLength(1);
  });
});

describe('data sources', () => {
  const IMAGE = 'data "strata-image" "golden" { project = "golden" }\n';
  const OUTPUT = 'data "strata-output" "app" {\n  project = "api"\n  target = "bundle"\n  path = "dist"\n}\n';

  it('give handles on content before anything is built', async () => {
    const { value, places } = await getValue(IMAGE, 'data.strata-image.golden.layers');
    expect(value).toMatchObject({ kind: 'capsule', content: { kind: 'image', project: 'golden' } });
    expect(places).toEqual([]);
  });

  it('name one source of another project', async () => {
    const text = 'data "strata-image" "g" {\n  project = "golden"\n  source = "rootfs.a"\n}\n';
    const { value } = await getValue(text, 'data.strata-image.g.layers');
    expect(value).toMatchObject({ content: { kind: 'image', project: 'golden', source: 'rootfs.a' } });
  });

  it('have a path only when the facts know it', async () => {
    expect((await getValue(OUTPUT, 'data.strata-output.app.path')).value.kind).toBe('unknown');
    const facts = { getOutputPath: () => '/w/api/dist' };
    const known = await getValue(OUTPUT, '"${data.strata-output.app.path}/x"', facts);
    expect(toJson(known.value)).toBe('/w/api/dist/x');
  });

  it('know the AMIs of an image by region once the facts do', async () => {
    const expression = 'data.strata-image.golden.ami["eu-west-1"]';
    expect((await getValue(IMAGE, expression)).value.kind).toBe('unknown');
    const facts = { getAmis: () => new Map([['eu-west-1', 'ami-0a']]) };
    expect(toJson((await getValue(IMAGE, expression, facts)).value)).toBe('ami-0a');
  });

  it('know the version of an image in a gallery once the facts do', async () => {
    const expression = 'data.strata-image.golden.gallery_version';
    expect((await getValue(IMAGE, expression)).value.kind).toBe('unknown');
    const facts = { getVersion: () => '/galleries/acme/images/golden/versions/1.0.0' };
    expect(toJson((await getValue(IMAGE, expression, facts)).value)).toBe(facts.getVersion());
  });

  it('may take their options from locals, and locals from them', async () => {
    const text = `locals {\n  name = "golden"\n  layers = data.strata-image.golden.layers\n}\n${IMAGE.replace('"golden" }', 'local.name }')}`;
    expect((await getValue(text, 'local.layers')).value).toMatchObject({ content: { project: 'golden' } });
  });

  it.each([
    ['an unknown type', 'data "strata-imagee" "x" {}', ['TPL027 image.pkr.hcl:1:6']],
    ['a missing option', 'data "strata-image" "x" {}', ['TPL033 image.pkr.hcl:1:1']],
    [
      'an unknown option',
      `data "strata-image" "x" {\n  project = "a"\n  projct = 1\n}`,
      ['TPL032 image.pkr.hcl:3:3'],
    ],
    ['one label', 'data "strata-image" {}', ['TPL007 image.pkr.hcl:1:1']],
    ['two of one name', IMAGE + IMAGE, ['TPL010 image.pkr.hcl:2:1']],
    [
      'a project that depends on a build',
      `${OUTPUT}data "strata-image" "x" { project = data.strata-output.app.path }`,
      ['TPL039 image.pkr.hcl:6:1'],
    ],
    [
      'a ring with a local',
      'data "strata-image" "x" { project = local.a }\nlocals { a = data.strata-image.x.project }',
      ['TPL023 image.pkr.hcl:2:10'],
    ],
  ])('are told for %s', async (_, text, expected) => {
    expect((await getValue(text, '1')).places).toEqual(expected);
  });
});
