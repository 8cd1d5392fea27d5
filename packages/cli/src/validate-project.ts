import type { Diagnostic } from '@strata/diagnostics';
import {
  type Choices,
  type ImageProject,
  loadProject,
  type RunContext,
  validateOutputs,
  validateReferences,
} from '@strata/engine';
import { settle } from '@strata/hcl';
import { getRequirements } from '@strata/plan';
import { getDistinct } from '@strata/template';

export interface ValidateChoices extends Choices {
  /** Also reads data sources, and looks whether the outputs that they name are there. @default false */
  readonly evaluateDataSources?: boolean;
}

/** Everything wrong with a template that can be known without building: syntax, options, files, parents. */
export async function validateProject(
  whole: RunContext,
  project: ImageProject,
  choices: ValidateChoices,
): Promise<readonly Diagnostic[]> {
  const run = choices.evaluateDataSources ? whole : withoutData(whole);
  const loaded = await loadProject(run, project, choices);
  if (!loaded.value) return loaded.diagnostics;
  const template = loaded.value;
  const required = await settle(run.functions.remote, () =>
    getRequirements(template, choices.selection, run.registry),
  );
  const references = await validateReferences(run, project, required.value);
  const outputs = choices.evaluateDataSources ? await validateOutputs(run, required.value) : [];
  return getDistinct([...loaded.diagnostics, ...required.diagnostics, ...references, ...outputs]);
}

/** Data sources of the world stay unknown. */
export function withoutData(run: RunContext): RunContext {
  const { remote } = run.functions;
  if (!remote?.findData) return run;
  const { findData: _, ...others } = remote;
  return { ...run, functions: { ...run.functions, remote: others } };
}
