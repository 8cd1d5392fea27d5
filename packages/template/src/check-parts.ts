import type { Diagnostic, Range } from '@strata/diagnostics';
import type { PartRegistry } from '@strata/sdk';
import type { Template } from './template';
import { getUnknownPart, type PartsAround } from './unknown-part';

interface Named {
  readonly type: string;
  readonly typeRange: Range;
}

/** Every builder, provisioner and post-processor of the template that no part implements, used or not. */
export function checkParts(template: Template, registry: PartRegistry): readonly Diagnostic[] {
  const { sources, builds, settings } = template;
  const around = { registry, plugins: settings.requiredPlugins };
  const steps = builds.flatMap(({ provisioners, errorCleanup }) => [
    ...provisioners,
    ...(errorCleanup ? [errorCleanup] : []),
  ]);
  const chains = builds.flatMap((build) => build.chains.flat());
  return [
    ...checkKind([...sources.values()], { ...around, kind: 'builders' }),
    ...checkKind(steps, { ...around, kind: 'provisioners' }),
    ...checkKind(chains, { ...around, kind: 'postProcessors' }),
  ];
}

function checkKind(parts: readonly Named[], around: PartsAround): readonly Diagnostic[] {
  return parts
    .filter(({ type }) => !around.registry[around.kind].has(type))
    .map(({ type, typeRange }) => getUnknownPart(type, typeRange, around));
}
