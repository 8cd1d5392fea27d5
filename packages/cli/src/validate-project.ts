import type { Diagnostic } from '@strata/diagnostics';
import {
  type Choices,
  type ImageProject,
  loadProject,
  type RunContext,
  validateReferences,
} from '@strata/engine';
import { settle } from '@strata/hcl';
import { getRequirements } from '@strata/plan';

/** Everything wrong with a template that can be known without building: syntax, options, files, parents. */
export async function validateProject(
  run: RunContext,
  project: ImageProject,
  choices: Choices,
): Promise<readonly Diagnostic[]> {
  const loaded = await loadProject(run, project, choices);
  if (!loaded.value) return loaded.diagnostics;
  const template = loaded.value;
  const required = await settle(run.functions.remote, () =>
    getRequirements(template, choices.selection, run.registry),
  );
  const references = await validateReferences(run, project, required.value);
  return [...loaded.diagnostics, ...required.diagnostics, ...references];
}
