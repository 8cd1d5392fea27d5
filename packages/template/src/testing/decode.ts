import type { Checked } from '@strata/diagnostics';
import type { BlockSchema, PartRegistry } from '@strata/sdk';
import type { Decoded } from '../decode/decode-block';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { decodeProvisioner, decodeSource, type UseContext } from '../parts/decode-parts';
import { loadText } from './load';
import { createTestRegistry } from './parts';

/** Decodes the body of a provisioner with a schema of the test's own. `head` stands before it in the template. */
export async function decodeWith(
  schema: BlockSchema,
  body: string,
  head = '',
): Promise<Checked<Decoded | undefined>> {
  const registry = withProvisioner(schema);
  const text = `${head}\nsource "rootfs" "base" {}\nbuild {\n  name = "b"\n  sources = ["rootfs.base"]\n  provisioner "test" {\n${body}\n  }\n}`;
  const context = await createContext(text, registry);
  const step = context.build.provisioners[0];
  if (!step) throw new Error('The template has no provisioner.');
  return decodeProvisioner(context, step);
}

/** The first use of a template, ready to be decoded. */
export async function createContext(
  text: string,
  registry: PartRegistry = createTestRegistry(),
): Promise<UseContext> {
  const { value: template } = await loadText(text, { registry });
  const evaluation = evaluateTemplate(template, { registry }).value;
  const build = template.builds[0];
  const use = build?.uses[0];
  if (!build || !use) throw new Error('The template has no build.');
  return { template, evaluation, registry, build, use };
}

/** Decodes the first source of a template. */
export async function decodeFirstSource(text: string): Promise<Checked<Decoded | undefined>> {
  return decodeSource(await createContext(text));
}

function withProvisioner(schema: BlockSchema): PartRegistry {
  const registry = createTestRegistry();
  const load = () => Promise.reject(new Error('Only a definition.'));
  const test = { kind: 'provisioner', type: 'test', version: '1', doc: '', schema, load } as const;
  return { ...registry, provisioners: new Map([...registry.provisioners, ['test', test]]) };
}
