import type { Plan } from '@strata/plan';
import { Secret, type SecretFilter } from '@strata/sdk';

/**
 * Masks every sensitive value of a template from now on: those of its variables, and those that locals and expressions
 * carried into options. Parts are given them as `Secret`, so whatever a step can print was found here before it ran.
 */
export function registerSecrets(filter: SecretFilter, plan: Plan): void {
  for (const build of plan.builds) {
    const steps = [
      ...(build.kind === 'layers' ? build.layers : build.steps),
      ...(build.errorCleanup ? [build.errorCleanup] : []),
      ...build.chains.flat(),
    ];
    for (const options of [build.options, ...steps.map((step) => step.options)]) {
      for (const secret of findSecrets(options)) filter.register(secret);
    }
  }
}

function* findSecrets(value: unknown): Generator<Secret> {
  if (value instanceof Secret) yield value;
  else if (Array.isArray(value)) for (const item of value) yield* findSecrets(item);
  else if (typeof value === 'object' && value !== null) yield* findSecrets(Object.values(value));
}
