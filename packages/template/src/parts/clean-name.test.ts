import type { MachineBuilderDefinition, PartRegistry } from '@strata/sdk';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { createContext } from '../testing/decode';
import { loadFiles } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import { decodeProvisioner, decodeSource } from './decode-parts';

const cloud: MachineBuilderDefinition = {
  kind: 'builder',
  type: 'cloud',
  version: '1',
  doc: '',
  builds: 'machine',
  facts: ['SourceImage'],
  resources: [],
  schema: { options: { image: { type: 'string', doc: '', affects: 'result' } } },
  cleanName: (name) => name.replace(/[^a-z0-9]/gu, '-'),
  load: () => Promise.reject(new Error('Only a definition.')),
};

function createRegistry(builder: MachineBuilderDefinition = cloud): PartRegistry {
  const registry = createTestRegistry();
  return { ...registry, builders: new Map([...registry.builders, ['cloud', builder]]) };
}

const template = (image: string, step = '"a"') =>
  `source "cloud" "x" {\n  image = "${image}"\n}\nbuild {\n  sources = ["cloud.x"]\n  provisioner "shell" {\n    inline = [${step}]\n  }\n}`;

const decode = async (text: string, registry = createRegistry()) =>
  decodeSource(await createContext(text, registry));

describe('the name of a resource', () => {
  it.each([
    ['{{ clean_resource_name `a b.c` }}', 'a-b-c'],
    ['x-{{isotime | clean_resource_name}}', 'x-2023-11-14-22-13-20-'],
  ])('is cleaned as the builder has it: %s', async (text, expected) => {
    const { value, diagnostics } = await decode(template(text));
    expect(diagnostics).toEqual([]);
    expect(value?.options.image).toBe(expected);
  });

  it('may be a variable of a legacy template', async () => {
    const text = JSON.stringify({
      variables: { name: 'a b' },
      builders: [{ type: 'cloud', image: '{{user `name` | clean_resource_name}}' }],
    });
    const registry = createRegistry();
    const { value: template } = await loadFiles({ 'image.json': text }, { registry, path: 'image.json' });
    const evaluation = evaluateTemplate(template, { registry }).value;
    const [build] = template.builds;
    const [use] = build?.uses ?? [];
    if (!build || !use) throw new Error('no build');
    const { value, diagnostics } = decodeSource({ template, evaluation, registry, build, use });
    expect(diagnostics).toEqual([]);
    expect(value?.options.image).toBe('a-b');
  });

  it('stays as it is for a builder that has no idea of it', async () => {
    const { cleanName: _, ...plain } = cloud;
    const { value } = await decode(template('{{ clean_resource_name `a b` }}'), createRegistry(plain));
    expect(value?.options.image).toBe('{{ clean_resource_name `a b` }}');
  });
});

it('what a builder tells beside the common facts can be named before it runs', async () => {
  const context = await createContext(template('a', '"${build.SourceImage}"'), createRegistry());
  const [step] = context.build.provisioners;
  if (!step) throw new Error('no step');
  expect(decodeProvisioner(context, step)).toMatchObject({
    diagnostics: [],
    value: { unknown: ['inline'] },
  });
});
