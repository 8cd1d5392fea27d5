import { join } from 'node:path';
import type { KeptPlan, KeyedBuildPlan } from '@strata/plan';
import { keepPlan } from '@strata/plan';
import type { ImageProject } from './projects';
import type { RunContext } from './run-context';

/** The plan of the last build that ended well, so that `why` can tell what changed since. Not an output: never shared. */
export async function readKeptPlan(
  run: Pick<RunContext, 'ports' | 'workspace'>,
  project: ImageProject,
  build: string,
): Promise<KeptPlan | undefined> {
  const path = pathOf(run, project, build);
  if (!(await run.ports.files.stat(path))) return undefined;
  try {
    return JSON.parse(await run.ports.files.readText(path)) as KeptPlan;
  } catch {
    return undefined;
  }
}

export async function writeKeptPlan(
  run: RunContext,
  project: ImageProject,
  plan: KeyedBuildPlan,
): Promise<void> {
  await run.ports.files.write(pathOf(run, project, plan.id), `${JSON.stringify(keepPlan(plan))}\n`);
}

function pathOf(run: Pick<RunContext, 'workspace'>, project: ImageProject, build: string): string {
  return join(run.workspace.root, '.strata', 'plans', project.name, `${build}.json`);
}
