import type { Checked, Diagnostic } from '@strata/diagnostics';
import { collect } from '../collect';
import { getDistinct } from '../distinct';
import { type EvaluateContext, evaluateTemplate } from '../evaluate/evaluate-template';
import { appliesTo } from '../parts/applies';
import { decodePostProcessor, decodeProvisioner, decodeSource, type UseContext } from '../parts/decode-parts';
import type { Template } from '../template';

/** Checks every option of every part of every build, with what is not known yet left open. */
export function validateTemplate(template: Template, context: EvaluateContext): readonly Diagnostic[] {
  const evaluation = evaluateTemplate(template, context).value;
  const uses = template.builds.flatMap((build) =>
    build.uses.map((use): UseContext => ({ template, evaluation, registry: context.registry, build, use })),
  );
  return getDistinct(uses.flatMap((use) => decodeUse(use).diagnostics));
}

function decodeUse(context: UseContext): Checked<unknown> {
  const { build, use } = context;
  const applies = <T extends Parameters<typeof appliesTo>[0]>(step: T) => appliesTo(step, use);
  return collect((take) => {
    take(decodeSource(context));
    for (const step of build.provisioners.filter(applies)) take(decodeProvisioner(context, step));
    if (build.errorCleanup) take(decodeProvisioner(context, build.errorCleanup));
    for (const step of build.chains.flat().filter(applies)) take(decodePostProcessor(context, step));
  });
}
