import type { Diagnostic } from '@strata/diagnostics';
import type { Clock, Communicator } from '@strata/sdk';
import { type Agent, createAgent, type LocalPackage } from '../agent';
import { type TriedStep, type TryRequest, trySteps } from '../steps';
import { assertShell, commandFailed, leftBehind } from '../tell';
import { compareLooks } from './compare-looks';
import { lookAtMachine } from './look';
import { calmMachine, withRestarts } from './restarts';
import { becomeRoot } from './root-shell';

/** A machine that was started for this try alone. */
export interface TriedMachine {
  readonly communicator: Pick<Communicator, 'exec'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface MachineTry extends Omit<TryRequest, 'restart'> {
  /** Applications that the machine has before. */
  readonly needs: readonly LocalPackage[];
  /** What the owner of the machine does before, as root. */
  readonly prepare: string | undefined;
  /** Restart the machine as well when the application is updated. */
  readonly restart: boolean;
  /** Paths that may stay. */
  readonly leaves: readonly string[];
  /** Told of each step as it ends. */
  readonly onStep: (step: TriedStep) => void;
}

/**
 * Tries a package in a machine that runs, as root, by the agent's own rules also where a command restarts the machine. What
 * the machine needs before is no part of the try: it may stay.
 *
 * @returns what went wrong; nothing for a package that machines can be given
 */
export async function tryInMachine(
  { communicator, clock, signal }: TriedMachine,
  request: MachineTry,
): Promise<readonly Diagnostic[]> {
  const { local, leaves } = request;
  const shell = becomeRoot(communicator);
  const machine = await calmMachine(shell, { clock, signal });
  const agent = withRestarts(createAgent(shell, signal), machine);
  await assertShell(agent, request);
  for await (const step of prepareMachine(agent, request)) {
    request.onStep(step);
    if (step.ended.code !== 0) return [commandFailed(step, request)];
  }
  await agent.leave(local.application);
  const before = await lookAtMachine(shell, signal);
  const { restart, ...rest } = request;
  const steps = trySteps(agent, { ...rest, ...(restart && { restart: () => machine.restart() }) });
  for await (const step of steps) {
    request.onStep(step);
    if (step.ended.code !== 0) return [commandFailed(step, request)];
  }
  await agent.leave(local.application);
  const left = compareLooks(before, await lookAtMachine(shell, signal), leaves);
  return left.length === 0 ? [] : [leftBehind(left, request)];
}

/** What is there before the application comes. */
async function* prepareMachine(
  agent: Agent,
  { needs, prepare, local }: MachineTry,
): AsyncGenerator<TriedStep> {
  for (const need of needs) {
    await agent.place(need);
    const { name, version, commands } = need.application;
    yield {
      label: `install ${name} ${version} before`,
      ended: await agent.run(need.application, commands.install),
    };
  }
  if (prepare === undefined) return;
  yield { label: 'prepare', ended: await agent.run(local.application, prepare) };
}
