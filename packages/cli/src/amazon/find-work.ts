import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { type Choices, type ImageProject, loadProject, type RunContext } from '@strata/engine';
import { settle } from '@strata/hcl';
import { getRequirements, type MachineRequirement } from '@strata/plan';
import { getDistinct } from '@strata/template';

/** What a template does in AWS. */
export interface AmazonWork {
  /** Builds by Amazon's builders. */
  readonly machines: readonly MachineRequirement[];
  /** Types of data sources that ask Amazon. */
  readonly dataTypes: readonly string[];
}

const AMAZON = /^amazon-/;

/** Finds what a template does in AWS, without building anything. Undefined when the template has mistakes. */
export async function findAmazonWork(
  run: RunContext,
  project: ImageProject,
  choices: Choices,
): Promise<{ readonly work: AmazonWork | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const loaded = await loadProject(run, project, choices);
  const template = loaded.value;
  if (!template) return { work: undefined, diagnostics: loaded.diagnostics };
  const required = await settle(run.functions.remote, () =>
    getRequirements(template, choices.selection, run.registry),
  );
  const diagnostics = getDistinct([...loaded.diagnostics, ...required.diagnostics]);
  if (hasErrors(diagnostics)) return { work: undefined, diagnostics };
  const types = [...template.data.values()].map(({ type }) => type).filter((type) => AMAZON.test(type));
  return {
    work: {
      machines: required.value.machines.filter(({ builder }) => AMAZON.test(builder.type)),
      dataTypes: [...new Set(types)],
    },
    diagnostics,
  };
}
