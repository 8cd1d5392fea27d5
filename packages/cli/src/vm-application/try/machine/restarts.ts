import { Failure } from '@strata/diagnostics';
import { type Clock, ConnectionError } from '@strata/sdk';
import { problem } from '../../../codes';
import type { Agent, Ended } from '../agent';
import { ask } from './ask';
import type { Shell } from './root-shell';

/** A machine that may restart, and is waited for. */
export interface RestartingMachine {
  /** Which start of the machine this is, once nothing is about to end it. */
  findStart(): Promise<string>;
  /** Restarts it, and waits until it is up. */
  restart(): Promise<void>;
}

/** Milliseconds between two looks at a machine that restarts. */
const PAUSE = 2_000;
/** Milliseconds that a machine without acceleration has to restart. */
const PATIENCE = 1_200_000;

/**
 * Says which start this is, or that a restart is under way. systemd has begun one as soon as it stops; before that its
 * logins know of it, as long as a program asks for a moment.
 */
const LOOK = `
[ ! -e /run/systemd/shutdown/scheduled ] || { echo pending; exit; }
if [ -d /run/systemd/system ]; then
  [ "$(systemctl is-system-running)" != stopping ] || { echo pending; exit; }
  logins='org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager'
  [ "$(busctl get-property $logins PreparingForShutdown 2> /dev/null)" != 'b true' ] || { echo pending; exit; }
fi
cat /proc/sys/kernel/random/boot_id`;

/**
 * Timers do what has nothing to do with an application, such as updates of packages, at any moment. What they have begun
 * is ended as well. Waits until everything is up that is started with the machine.
 */
const CALM = `
if [ -d /run/systemd/system ]; then
  systemctl is-system-running --wait > /dev/null 2>&1 || true
  begun=$(systemctl show --value --property=Triggers '*.timer')
  systemctl stop '*.timer'
  [ -z "$begun" ] || systemctl stop $begun
fi > /dev/null 2>&1
exit 0`;

/** A machine whose restarts are waited for. It is calm from now on, and after each of them. */
export async function calmMachine(
  shell: Pick<Shell, 'exec'>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<RestartingMachine> {
  const look = async (): Promise<string | undefined> => {
    try {
      const { code, text } = await ask(shell, LOOK, signal);
      const start = text.trim();
      return code === 0 && start !== 'pending' && start !== '' ? start : undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ConnectionError) return undefined;
      throw error;
    }
  };
  const waitFor = async (isRight: (start: string) => boolean): Promise<string> => {
    const end = clock.now() + PATIENCE;
    for (;;) {
      const start = await look();
      if (start !== undefined && isRight(start)) return start;
      if (clock.now() > end) throw new Failure(notBack());
      await clock.sleep(PAUSE, signal);
    }
  };
  await ask(shell, CALM, signal);
  let current = await waitFor(() => true);
  const arrive = async (start: string) => {
    if (start !== current) await ask(shell, CALM, signal);
    current = start;
    return start;
  };
  return {
    findStart: async () => arrive(await waitFor(() => true)),
    restart: async () => {
      const before = current;
      await shell
        .exec({ command: 'systemctl reboot || reboot' }, signal)
        .catch(() => signal.throwIfAborted());
      await arrive(await waitFor((start) => start !== before));
    },
  };
}

const notBack = () =>
  problem('CLI065', {
    detail: `The machine did not come back from its restart within ${PATIENCE / 60_000} minutes.`,
    hint: 'Start the image by strata boot, and see how it restarts there.',
  });

/** A command that restarts the machine each time it runs never ends. */
const MOST_RUNS = 3;
/** Codes from here on say that a signal ended a command. Source: bash(1), "EXIT STATUS". */
const FIRST_OF_SIGNALS = 128;

/**
 * The agent where commands restart the machine: by the definition such a command has ended well, or is run again as soon as
 * the machine is up. One that has failed by itself before has failed.
 */
export function withRestarts(agent: Agent, machine: RestartingMachine): Agent {
  return {
    ...agent,
    run: async (application, command) => {
      for (let runs = 1; ; runs += 1) {
        const before = await machine.findStart();
        const ended = await agent.run(application, command);
        if ((await machine.findStart()) === before || hasFailed(ended)) return ended;
        if (application.afterReboot === 'None') return { ...ended, code: 0 };
        if (runs === MOST_RUNS) return tellEndless(ended);
      }
    },
  };
}

function hasFailed({ code }: Ended): boolean {
  return code !== undefined && code > 0 && code < FIRST_OF_SIGNALS;
}

function tellEndless({ tail }: Ended): Ended {
  const said = `It restarted the machine ${MOST_RUNS} times, and would be run again.`;
  return { code: undefined, tail: [...tail, said] };
}
