import type { VmApplication } from '@strata/target-azure/vm-applications';
import type { Agent, Ended, LocalPackage } from './agent';

/** One thing that is tried, and how it ended. */
export interface TriedStep {
  readonly label: string;
  readonly ended: Ended;
}

export interface TryRequest {
  readonly local: LocalPackage;
  /** The version that machines have now; the same one again when nobody knows. */
  readonly previous: LocalPackage | undefined;
  /** Ends well when the application is there. */
  readonly check: string | undefined;
  /** Restarts the machine, where that is to be tried. */
  readonly restart?: () => Promise<void>;
}

/**
 * Installs, installs again, updates and removes, in the order in which machines do it, up to the first that fails. That
 * an application may be installed twice matters: the agent runs a command again after a restart that cut it off.
 */
export async function* trySteps(agent: Agent, request: TryRequest): AsyncGenerator<TriedStep> {
  const { local, previous = local, restart } = request;
  const steps = planSteps(previous.application, local.application, request);
  await agent.place(previous);
  for (const { label, application, command, places } of steps) {
    if (places) await agent.place(local);
    const ended = command === RESTART ? await restartWell(restart) : await agent.run(application, command);
    yield { label, ended };
    if (ended.code !== 0) return;
  }
}

/** Stands where a command does: no command, but the machine as a whole. */
const RESTART = Symbol('restart');

async function restartWell(restart: TryRequest['restart']): Promise<Ended> {
  await restart?.();
  return { code: 0, tail: [] };
}

interface PlannedStep {
  readonly label: string;
  /** In whose folder it runs. */
  readonly application: VmApplication;
  readonly command: string | typeof RESTART;
  /** The new package is put in place before. */
  readonly places?: true;
}

/** What will be tried. */
export function planSteps(
  before: VmApplication,
  now: VmApplication,
  { check, restart }: Pick<TryRequest, 'check' | 'restart'>,
): readonly PlannedStep[] {
  const checked = (application: VmApplication): readonly PlannedStep[] =>
    check === undefined ? [] : [{ label: 'check', application, command: check }];
  return [
    { label: 'install', application: before, command: before.commands.install },
    ...checked(before),
    { label: 'install again', application: before, command: before.commands.install },
    ...checked(before),
    ...planUpdate(before, now),
    ...checked(now),
    ...(restart ? [{ label: 'restart', application: now, command: RESTART } as const, ...checked(now)] : []),
    { label: 'remove', application: now, command: now.commands.remove },
  ];
}

/** Without an update command the agent removes what there was, and installs. */
function planUpdate(before: VmApplication, now: VmApplication): readonly PlannedStep[] {
  const from = before.version === now.version ? '' : ` from ${before.version}`;
  if (now.commands.update !== undefined)
    return [{ label: `update${from}`, application: now, command: now.commands.update, places: true }];
  return [
    { label: `remove for the update${from}`, application: before, command: before.commands.remove },
    { label: 'install for the update', application: now, command: now.commands.install, places: true },
  ];
}
