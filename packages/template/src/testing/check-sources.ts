import type { Diagnostic } from '@strata/diagnostics';
import type { BuilderDefinition, PartRegistry } from '@strata/sdk';
import { createMemoryFiles } from '@strata/sdk/testing';
import { evaluateTemplate } from '../evaluate/evaluate-template';
import { loadTemplate } from '../load/load-template';
import { decodeSource } from '../parts/decode-parts';
import { createTestRegistry } from './parts';

/** Variables without a value, and files of a project that are not there: a file taken out of its project. */
const ALONE = /^(?:TPL018|HCL\d+)$/u;

/** What builders say about their own sources in a file that stands alone in the world. */
export async function checkSources(
  builders: ReadonlyMap<string, BuilderDefinition>,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<readonly Diagnostic[]> {
  const registry: PartRegistry = { ...createTestRegistry(), builders };
  const { value: template } = await loadTemplate({
    path: name,
    cwd: '/w',
    files: createMemoryFiles({ [`/w/${name}`]: text }),
    environment: {},
    registry,
    functions: {
      files: { read: () => undefined, kind: () => undefined, list: () => [] },
      clock: { now: () => 0 },
      home: '/home/user',
      random: (length) => new Uint8Array(length),
    },
  });
  const evaluation = evaluateTemplate(template, { registry }).value;
  return template.builds
    .flatMap((build) =>
      build.uses
        .filter(({ source }) => builders.has(source.type))
        .flatMap((use) => decodeSource({ template, evaluation, registry, build, use }).diagnostics),
    )
    .filter(({ code, severity }) => severity === 'error' && !ALONE.test(code));
}
