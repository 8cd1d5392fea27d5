import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { type Choices, type ImageProject, loadProject, type RunContext } from '@strata/engine';
import { settle } from '@strata/hcl';
import { getRequirements, type MachineRequirement } from '@strata/plan';
import { getDistinct } from '@strata/template';

/** What a template does in clouds. */
export interface CloudWork {
  /** Builds by builders of the clouds. */
  readonly machines: readonly MachineRequirement[];
  /** Types of data sources that ask them. */
  readonly dataTypes: readonly string[];
}

/** What types of builders and data sources of a cloud begin with. */
export const prefixes = { aws: 'amazon-', azure: 'azure-' } as const;

export type CloudName = keyof typeof prefixes;

/** The cloud of a builder or a data source; undefined for others. */
export function getCloud(type: string): CloudName | undefined {
  return (Object.keys(prefixes) as CloudName[]).find((name) => type.startsWith(prefixes[name]));
}

/** Finds what a template does in clouds, without building anything. Undefined when the template has mistakes. */
export async function findCloudWork(
  run: RunContext,
  project: ImageProject,
  choices: Choices,
): Promise<{ readonly work: CloudWork | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const loaded = await loadProject(run, project, choices);
  const template = loaded.value;
  if (!template) return { work: undefined, diagnostics: loaded.diagnostics };
  const required = await settle(run.functions.remote, () =>
    getRequirements(template, choices.selection, run.registry),
  );
  const diagnostics = getDistinct([...loaded.diagnostics, ...required.diagnostics]);
  if (hasErrors(diagnostics)) return { work: undefined, diagnostics };
  const types = [...template.data.values()].map(({ type }) => type).filter((type) => getCloud(type));
  return {
    work: {
      machines: required.value.machines.filter(({ builder }) => getCloud(builder.type)),
      dataTypes: [...new Set(types)],
    },
    diagnostics,
  };
}
