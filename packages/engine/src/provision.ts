import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { settle } from '@strata/hcl';
import type { BuildPlan, LateOptions, StepPlan } from '@strata/plan';
import type { Communicator, InputReference, MachineFacts, PartContext, ResolvedInput } from '@strata/sdk';
import { problem } from './codes';
import type { RunContext } from './run-context';

/** A provisioner and what it works on. */
export interface ProvisionRequest {
  readonly run: Pick<RunContext, 'functions'>;
  readonly build: BuildPlan;
  readonly step: StepPlan;
  readonly context: PartContext;
  readonly communicator: Communicator;
  /** What `build.*` holds by now. */
  readonly facts: MachineFacts;
  readonly resolve: (reference: InputReference) => ResolvedInput;
}

/** Runs one provisioner, once. Problems get the place of its block; time that ran out becomes one. */
export async function provision(request: ProvisionRequest): Promise<void> {
  const { build, communicator, context, facts, resolve, step } = request;
  const part = await step.part.load();
  const options = await getOptions(step, request);
  const time = startTimer(step.run.timeout, context.signal);
  try {
    const names = { buildName: build.buildName, builderType: build.builder.type };
    const place = { ...names, facts, communicator, resolve };
    await part.provision({ ...context, ...place, signal: time.signal }, options);
  } catch (error) {
    if (time.expired()) throw new Failure(timedOut(step), { cause: error });
    if (step.run.continueOnError && error instanceof Failure) {
      context.reporter.warn(`${step.label} failed and continue_on_error is set: ${summarise(error)}`);
      return;
    }
    throw error instanceof Failure
      ? new Failure(
          error.diagnostics.map((it) => locate(it, step)),
          { cause: error },
        )
      : error;
  }
}

/** Options that speak of the build (`build.Host`) are whole only now. */
export async function getOptions(
  { late, options }: { readonly late?: LateOptions; readonly options: StepPlan['options'] },
  { run, facts }: Pick<ProvisionRequest, 'run' | 'facts'>,
): Promise<StepPlan['options']> {
  if (!late) return options;
  const { value, diagnostics } = await settle(run.functions.remote, () => late.decode(facts));
  if (hasErrors(diagnostics)) throw new Failure(diagnostics);
  return value;
}

/** Packer's `pause_before` and `max_retries` around a try. Only a failure is tried again, not a cancelled run. */
export async function retry<T>(
  { run: { pauseBefore, maxRetries } }: StepPlan,
  { ports, reporter, signal }: PartContext,
  attempt: () => Promise<T>,
): Promise<T> {
  if (pauseBefore > 0) {
    reporter.say(`Pausing ${pauseBefore / MILLISECONDS}s before the next provisioner...`);
    await ports.clock.sleep(pauseBefore, signal);
  }
  for (let left = maxRetries; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 0 || signal.aborted || !(error instanceof Failure)) throw error;
      reporter.say(`Provisioner failed with "${summarise(error)}", retrying with ${left} trie(s) left`);
    }
  }
}

/** Packer's error-cleanup-provisioner: sees the machine as the failure left it. Its own failure is only told. */
export async function runErrorCleanup(request: Omit<ProvisionRequest, 'step'>): Promise<void> {
  const { build, context } = request;
  if (!build.errorCleanup || context.signal.aborted) return;
  context.reporter.say('Provisioning step had errors: Running the cleanup provisioner, if present...');
  try {
    await provision({ ...request, step: build.errorCleanup });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.reporter.warn(`The error-cleanup-provisioner failed too: ${summarise(error)}`);
  }
}

const MILLISECONDS = 1000;

/** Cuts a step off after `timeout` milliseconds, or with the run. */
function startTimer(timeout: number | undefined, outer: AbortSignal) {
  if (timeout === undefined) return { signal: outer, expired: () => false };
  const time = AbortSignal.timeout(timeout);
  return { signal: AbortSignal.any([outer, time]), expired: () => time.aborted && !outer.aborted };
}

function timedOut(step: StepPlan): Diagnostic {
  const seconds = (step.run.timeout ?? 0) / MILLISECONDS;
  return problem('ENG006', {
    detail: `${step.label} did not end within its timeout of ${seconds} s and was stopped.`,
    subject: step.range,
    hint: 'Raise timeout, or look at the output above for what it waited for.',
  });
}

/** A part knows what failed, the plan where it stands in the template. */
function locate(diagnostic: Diagnostic, step: StepPlan): Diagnostic {
  return diagnostic.subject ? diagnostic : { ...diagnostic, subject: step.range };
}

function summarise(error: Failure): string {
  return error.diagnostics.map((diagnostic) => diagnostic.detail.split('\n')[0]).join('; ');
}
