import { type Checked, type Diagnostic, hasErrors } from '@strata/diagnostics';
import { settle } from '@strata/hcl';
import { type Facts, getRequirements, makePlan, type Plan, type Selection } from '@strata/plan';
import { type LoadRequest, loadTemplate, type Template } from '@strata/template';
import { type FactSources, gatherFacts } from './gather-facts';
import type { ImageProject } from './projects';
import { registerSecrets } from './register-secrets';
import type { RunContext } from './run-context';
import { registerSensitiveVariables } from './sensitive-variables';

/** What the caller chose for a project: Packer's flags. */
export interface Choices {
  readonly vars: readonly string[];
  readonly varFiles: readonly string[];
  readonly selection: Selection;
  /** How the template is read. @default wholly, and a value in a file for a variable that nobody declares is a warning */
  readonly reading?: Reading;
}

/** What of reading a template a caller may choose. */
export type Reading = Pick<LoadRequest, 'purpose' | 'undeclared' | 'language' | 'sequential'>;

/** A project ready to be carried out, printed or explained. */
export interface Prepared {
  readonly project: ImageProject;
  readonly template: Template;
  readonly facts: Facts;
  /** Undefined when the template has errors. */
  readonly plan: Plan | undefined;
}

/** Reads a project's template, looks up what it refers to, and plans. Changes nothing outside but the lock file. */
export async function prepareProject(
  run: RunContext,
  project: ImageProject,
  options: Choices & { readonly sources: FactSources },
): Promise<Checked<Prepared | undefined>> {
  const loaded = await loadProject(run, project, options);
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  // Also of a template that cannot be used: its problems are shown with lines of source.
  if (loaded.value) registerSensitiveVariables(run.secrets, loaded.value);
  if (!loaded.value || hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const template = loaded.value;
  const { registry } = run;
  const { remote } = run.functions;
  const required = await settle(remote, () => getRequirements(template, options.selection, registry));
  diagnostics.push(...required.diagnostics);
  const facts = await gatherFacts(run, { project, requirements: required.value, sources: options.sources });
  diagnostics.push(...facts.diagnostics);
  if (hasErrors(diagnostics))
    return { value: { project, template, facts: facts.value, plan: undefined }, diagnostics };
  const plan = await settle(remote, () =>
    makePlan({ template, registry, facts: facts.value, selection: options.selection }),
  );
  registerSecrets(run.secrets, plan.value);
  diagnostics.push(...plan.diagnostics);
  return {
    value: {
      project,
      template,
      facts: facts.value,
      plan: hasErrors(plan.diagnostics) ? undefined : plan.value,
    },
    diagnostics,
  };
}

/** The project's template with its variables. */
export function loadProject(
  run: RunContext,
  project: ImageProject,
  { vars, varFiles, reading }: Pick<Choices, 'vars' | 'varFiles' | 'reading'>,
) {
  return loadTemplate({
    ...reading,
    path: project.template,
    files: run.ports.files,
    environment: run.ports.environment.variables,
    cwd: project.baseDirectory,
    functions: run.functions,
    registry: run.registry,
    vars,
    varFiles,
  });
}
