import type { Clock } from '@strata/sdk';
import { createRoom } from '../ssh/room';
import { isQuota } from './errors';
import type { Protocol, ShellEnvironment } from './protocol';

/**
 * Shells on the machine. Each runs one command at a time; those without an environment of their own are used again, which
 * saves a process of the machine for every command.
 */
export interface Shells {
  use<T>(
    environment: ShellEnvironment,
    signal: AbortSignal,
    work: (shell: string, reused: boolean) => Promise<T>,
  ): Promise<T>;
  /** Forgets shells that a restart has ended. */
  forget(): void;
  close(signal: AbortSignal): Promise<void>;
}

/** The strictest Windows allows a user 5 (MaxShellsPerUser of 2008 R2); one is left for people. */
const AT_A_TIME = 4;
/** As Packer. What a command took may count until its shell is gone: [MS-WSMV] appendix A, note to 3.1.4.12. */
const COMMANDS_PER_SHELL = 15;
/** Milliseconds: others of the same user may use up what it is allowed, and let go again. */
const QUOTA_PAUSE = 2_000;
const QUOTA_TRIES = 30;
/** Milliseconds that a machine may take to let go of a shell nobody needs. */
const GOODBYE = 5_000;

interface Shell {
  readonly id: string;
  commands: number;
}

export function createShells(protocol: Protocol, clock: Clock): Shells {
  const room = createRoom(AT_A_TIME);
  let idle: Shell[] = [];

  const remove = (id: string, signal: AbortSignal = AbortSignal.timeout(GOODBYE)) =>
    // A shell that cannot be removed ends by itself when it was idle for long enough.
    protocol.deleteShell(id, signal).catch(() => {});

  const removeIdle = async (signal?: AbortSignal) => {
    const unused = idle;
    idle = [];
    await Promise.all(unused.map(({ id }) => remove(id, signal)));
  };

  const create = async (environment: ShellEnvironment, signal: AbortSignal): Promise<Shell> => {
    for (let tries = 1; ; tries++) {
      try {
        return { id: await protocol.createShell(environment, signal), commands: 0 };
      } catch (error) {
        if (!isQuota(error) || tries === QUOTA_TRIES) throw error;
        await removeIdle();
        await clock.sleep(QUOTA_PAUSE, signal);
      }
    }
  };

  return {
    async use(environment, signal, work) {
      const isPlain = Object.keys(environment).length === 0;
      const place = await room.enter(signal);
      try {
        // Idle shells count on the machine like those in use.
        if (!isPlain) await removeIdle();
        const shell = (isPlain && idle.pop()) || (await create(environment, signal));
        return await workIn(shell, isPlain);
      } finally {
        place.leave();
      }

      async function workIn(shell: Shell, isPlain: boolean) {
        const reused = shell.commands > 0;
        let keep = false;
        try {
          shell.commands++;
          const result = await work(shell.id, reused);
          keep = isPlain && shell.commands < COMMANDS_PER_SHELL;
          return result;
        } finally {
          if (keep) idle.push(shell);
          else await remove(shell.id);
        }
      }
    },
    forget() {
      idle = [];
    },
    close: removeIdle,
  };
}
