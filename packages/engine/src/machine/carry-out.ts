import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { hasKeys, type MachineBuildPlan } from '@strata/plan';
import type { Artifact, Checkpoints, MachineFacts, RemoveContext, Resources } from '@strata/sdk';
import { writeKeptPlan } from '../kept-plan';
import { keepLater } from '../ledger/keep-later';
import { type Ledger, openLedger } from '../ledger/ledger';
import { findArtifact } from '../record/find-artifact';
import { keepArtifact } from '../record/keep-artifact';
import type { Build, BuildResult } from '../run-build';
import { runPostProcessors } from '../run-post-processors';
import { openCheckpoints } from './checkpoints';
import { createFailureCourse, type FailureCourse } from './on-error';
import { provisionMachine } from './provision-machine';
import { createStepRunner } from './step-runner';

/** A machine's build under way. */
export type MachineBuild = Build<MachineBuildPlan>;

/**
 * Has a builder make its machine, provisions it, and runs the post-processors on what became of it. All that the builder
 * noted as made is removed in the end, however it ends, unless `-on-error` says otherwise.
 */
export async function carryOutMachine(build: MachineBuild): Promise<BuildResult> {
  return build.run.machines(() => carryOutNow(build));
}

async function carryOutNow(build: MachineBuild): Promise<BuildResult> {
  const { plan, run } = build;
  if (run.postProcessorsOnly) return workAgain(build);
  const { artifact, facts, diagnostics: told } = await makeArtifact(build);
  const result = { id: plan.id, source: plan.source };
  if (hasKeys(plan)) await writeKeptPlan(run, build.project, plan);
  if (!artifact) return { ...result, outcome: 'built', artifacts: [], diagnostics: told };
  const { artifacts, diagnostics } = await runPostProcessors({ ...build, artifact, facts });
  const outcome = hasErrors(diagnostics) ? 'failed' : 'built';
  return { ...result, outcome, artifacts, diagnostics: [...told, ...diagnostics] };
}

/** The post-processors alone, on what the last build made. */
async function workAgain(build: MachineBuild): Promise<BuildResult> {
  const { plan } = build;
  const { artifacts, diagnostics } = await runPostProcessors({ ...build, ...(await findArtifact(build)) });
  const worked = plan.chains.length > 0 ? 'built' : 'unchanged';
  const outcome = hasErrors(diagnostics) ? 'failed' : worked;
  return { id: plan.id, source: plan.source, outcome, artifacts, diagnostics };
}

interface Made {
  readonly artifact: Artifact | undefined;
  readonly facts: MachineFacts;
  readonly diagnostics: readonly Diagnostic[];
}

async function makeArtifact(build: MachineBuild): Promise<Made> {
  const { context, plan, run } = build;
  await using checkpoints = await openCheckpoints(build);
  const course = createFailureCourse(build);
  const ledger = await openLedger({
    files: run.ports.files,
    folder: run.ledgers,
    buildId: `${run.runId}.${plan.id}`,
    context,
  });
  const { resources, kept } = keepLater(ledger);
  try {
    const { artifact, facts: known } = await work(build, { resources, course, checkpoints });
    const left = await ledger.undo(getUndoContext(build), kept);
    const facts = artifact ? { ...known, ID: known['ID'] ?? artifact.id } : known;
    run.signal.throwIfAborted();
    if (artifact) await keepArtifact(build, artifact, facts);
    await ledger.keep([...kept]);
    // The artifact is there all the same.
    const diagnostics = left.map((each) => ({ ...each, severity: 'warning' as const }));
    return { artifact, facts, diagnostics };
  } catch (error) {
    throw locate(addProblems(error, await cleanUp(build, { ledger, course })), build);
  } finally {
    await ledger.close();
  }
}

/** What a machine is made and given up with. */
interface Means {
  readonly resources: Resources;
  readonly course: FailureCourse;
  readonly checkpoints: Checkpoints | undefined;
}

async function work(
  build: MachineBuild,
  { resources, course, checkpoints }: Means,
): Promise<Omit<Made, 'diagnostics'>> {
  const { context, plan, run } = build;
  const builder = await plan.builder.load();
  let facts: MachineFacts = { PackerRunUUID: run.runId };
  const artifact = await builder.build(
    {
      ...context,
      buildName: plan.buildName,
      force: run.force,
      debug: run.debug,
      resources,
      step: createStepRunner(build, course),
      ...(checkpoints && { checkpoints }),
    },
    plan.options,
    async (machine, progress) => {
      facts = { ...facts, ...machine.facts };
      for (const fact of Object.values(machine.facts))
        if (typeof fact !== 'string') run.secrets.register(fact);
      await provisionMachine(build, { communicator: machine.communicator, facts }, { course, progress });
    },
  );
  return { artifact, facts };
}

/** A cancelled run still cleans up: with a signal of its own. */
function getUndoContext({ context }: MachineBuild): RemoveContext {
  return { ...context, signal: new AbortController().signal };
}

async function cleanUp(
  build: MachineBuild,
  { ledger, course }: Pick<Means, 'course'> & { readonly ledger: Ledger },
): Promise<readonly Diagnostic[]> {
  const { reporter, run } = build;
  const leaves = !run.signal.aborted && (await course.decide()) === 'leave';
  if (!leaves) return ledger.undo(getUndoContext(build));
  reporter.say('What was made is left as it is. strata sweep removes it.');
  return [];
}

/** A builder knows what failed, the plan which source it is. */
function locate(error: unknown, { plan }: MachineBuild): unknown {
  if (!(error instanceof Failure)) return error;
  const located = error.diagnostics.map((each) => (each.subject ? each : { ...each, subject: plan.range }));
  return new Failure(located, { cause: error });
}

/** A clean-up that fails too is told beside what failed first. */
function addProblems(error: unknown, more: readonly Diagnostic[]): unknown {
  if (more.length === 0 || !(error instanceof Failure)) return error;
  return new Failure([...error.diagnostics, ...more], { cause: error });
}
