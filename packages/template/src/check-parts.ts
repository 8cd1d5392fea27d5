import type { Diagnostic, Range } from '@strata/diagnostics';
import type { PartRegistry } from '@strata/sdk';
import type { Template } from './template';
import { getUnknownPart } from './unknown-part';

interface Named {
  readonly type: string;
  readonly typeRange: Range;
}

/** Every builder, provisioner and post-processor of the template that no part implements, used or not. */
export function checkParts(template: Template, registry: PartRegistry): readonly Diagnostic[] {
  const { sources, builds } = template;
  const steps = builds.flatMap(({ provisioners, errorCleanup }) => [
    ...provisioners,
    ...(errorCleanup ? [errorCleanup] : []),
  ]);
  const chains = builds.flatMap((build) => build.chains.flat());
  return [
    ...checkKind([...sources.values()], 'builders', registry),
    ...checkKind(steps, 'provisioners', registry),
    ...checkKind(chains, 'postProcessors', registry),
  ];
}

function checkKind(
  parts: readonly Named[],
  kind: keyof PartRegistry,
  registry: PartRegistry,
): readonly Diagnostic[] {
  return parts
    .filter(({ type }) => !registry[kind].has(type))
    .map(({ type, typeRange }) => getUnknownPart(type, typeRange, { registry, kind }));
}
