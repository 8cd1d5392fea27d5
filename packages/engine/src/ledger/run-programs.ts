import type { Files, Ports, Processes, Reporter, Resource, ResourceKind } from '@strata/sdk';
import { openLedger } from './ledger';

/** Packer's name for the id of a run, which programs of the run are given by Packer too. */
const MARK = 'PACKER_RUN_UUID';

/**
 * Programs of a run on this machine (scripts of `shell-local`, container engines), with what they started: all that has
 * the run's id in its environment. A killed run cannot end them; a sweep does.
 */
export const programsKind: ResourceKind<{ readonly runId: string }> = {
  kind: 'local-programs',
  remove: async ({ ports, signal }, { runId }) => {
    const { variables } = ports.environment;
    for (let look = 0; look < LOOKS; look++) {
      const marked = await findMarked(ports.files, `${MARK}=${runId}`);
      if (marked.length === 0) return;
      const env = { PATH: variables['PATH'] ?? '' };
      // One that has just ended by itself makes `kill` fail, which is no harm.
      await ports.processes.run({ command: 'kill', args: ['-KILL', ...marked], env, signal });
      await ports.clock.sleep(BETWEEN_LOOKS, signal);
    }
  },
};

/** What is killed may have started something in the meantime. */
const LOOKS = 5;
/** Milliseconds that a killed program takes to be gone. */
const BETWEEN_LOOKS = 20;

/** Numbers of processes. Systems without /proc have none to give. */
async function findMarked(files: Files, mark: string): Promise<readonly string[]> {
  const names = (await files.stat('/proc')) ? await files.list('/proc') : [];
  const found = await Promise.all(
    names
      .filter((name) => /^\d+$/u.test(name))
      .map(async (pid) => {
        // Gone in the meantime, or another user's.
        const environment = await files.readText(`/proc/${pid}/environ`).catch(() => '');
        return environment.split('\0').includes(mark) ? [pid] : [];
      }),
  );
  return found.flat();
}

/** A claim beside a path that a killed run held: whoever holds the path next, a sweep too, takes it away. */
export const claimKind: ResourceKind<{ readonly path: string }> = {
  kind: 'claim',
  remove: async ({ ports, signal }, { path }) => {
    await (await ports.files.hold(path, signal))[Symbol.asyncDispose]();
  },
};

/** Runs programs, and holds paths among the user's files, so that a sweep finds them when the run is killed. */
export interface RunPrograms extends Processes, Pick<Files, 'hold'>, AsyncDisposable {}

export interface RunProgramsRequest {
  readonly ports: Ports;
  /** Folder of the ledgers, absolute. */
  readonly ledgers: string;
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
}

/** Nothing is written before the first program. What a program leaves on purpose in a run that ends is nobody's business. */
export function createRunPrograms({ ports, ledgers, runId, ...context }: RunProgramsRequest): RunPrograms {
  const open = async () => {
    const { files } = ports;
    const ledger = await openLedger({
      files,
      folder: ledgers,
      buildId: `${runId}.programs`,
      context: { ports, ...context },
    });
    return { ledger, resource: await ledger.note(programsKind, { runId }) };
  };
  let noted: ReturnType<typeof open> | undefined;
  const note = () => {
    noted ??= open();
    return noted;
  };
  return {
    hold: async (path, within) => {
      const { ledger } = await note();
      const claim = await ledger.note(claimKind, { path });
      const held = await ports.files.hold(path, within).catch(async (error: unknown) => {
        await claim.keep();
        throw error;
      });
      return {
        [Symbol.asyncDispose]: async () => {
          await held[Symbol.asyncDispose]();
          await claim.keep();
        },
      };
    },
    run: async (spec) => {
      await note();
      return ports.processes.run({ ...spec, env: { ...spec.env, [MARK]: runId } });
    },
    [Symbol.asyncDispose]: async () => {
      const opened: { ledger: { close(): Promise<void> }; resource: Resource } | undefined =
        await noted?.catch(() => undefined);
      await opened?.resource.keep();
      await opened?.ledger.close();
    },
  };
}
