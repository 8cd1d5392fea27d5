import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { PartContext } from '../parts';
import type { ProcessResult, ProcessSpec } from '../ports';

/** A container engine as a program: `docker`, or `podman`, which takes the same words. */
export interface ContainerEngine {
  /** Name or path of the program. */
  readonly program: string;
  /** Whose it is by its own word, whatever it is called: they differ in few things. */
  isPodman(): Promise<boolean>;
  /** Runs it. A non-zero exit is a result, not an error. */
  run(args: readonly string[], more?: EngineRun): Promise<ProcessResult>;
  /** Runs it and gives what it prints, without the line end; what it says on the way is shown. @throws Failure when it fails */
  mustRun(args: readonly string[], more?: EngineRun): Promise<string>;
}

/** What a run may have beside its arguments. `env` is added to the caller's environment. */
export type EngineRun = Partial<Pick<ProcessSpec, 'env' | 'stdin' | 'stdout' | 'onOutput' | 'signal'>> & {
  /** False keeps what it says from people, for answers that only programs read. @default true */
  readonly shown?: boolean;
};

type EngineContext = Pick<PartContext, 'ports' | 'reporter' | 'signal'>;

/** Looked for in this order when the template names none. */
const PROGRAMS = ['docker', 'podman'];

/**
 * The container engine of this machine: the one that the template names, else docker, else podman.
 *
 * @param path Packer's `docker_path`
 * @throws Failure when there is none
 */
export async function findContainerEngine(context: EngineContext, path?: string): Promise<ContainerEngine> {
  const wanted = path === undefined || path === 'docker' ? PROGRAMS : [path];
  const refusals: string[] = [];
  for (const program of wanted) {
    const refusal = await tryEngine(context, program);
    if (refusal === undefined) return createEngine(context, program);
    refusals.push(`${program}: ${refusal}`);
  }
  throw new Failure(
    problem('SDK011', {
      detail: `No container engine answers.\n${refusals.map((line) => `  ${line}`).join('\n')}`,
      hint: 'apt-get install podman, start the daemon of docker, or set docker_path to the program that you have.',
    }),
  );
}

/** The engine by a name that was found to answer before: what a ledger holds. */
export function createEngine(context: EngineContext, program: string): ContainerEngine {
  const run: ContainerEngine['run'] = (args, { env, shown = true, ...more } = {}) =>
    context.ports.processes.run({
      command: program,
      args,
      env: { ...getOwnEnvironment(context), ...env },
      signal: context.signal,
      ...(shown && { onOutput: context.reporter.output }),
      ...more,
    });
  return {
    program,
    run,
    isPodman: async () => {
      let said = '';
      await run(['--version'], { onOutput: (_, data) => (said += data.toString()) });
      return /podman/iu.test(said);
    },
    mustRun: async (args, { onOutput, ...more } = {}) => {
      const printed = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      const result = await run(args, {
        ...more,
        onOutput: (stream, data) => {
          printed[stream].push(data);
          if (more.shown ?? true) context.reporter.output(stream, data);
          onOutput?.(stream, data);
        },
      });
      if (result.code !== 0) throw failed(program, args, Buffer.concat(printed.stderr).toString());
      return Buffer.concat(printed.stdout).toString().trimEnd();
    },
  };
}

/** Why it does not answer: a docker without its daemon is there, and of no use. Undefined when it does. */
async function tryEngine(context: EngineContext, program: string): Promise<string | undefined> {
  try {
    await createEngine(context, program).mustRun(['version'], { shown: false });
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics.map(({ detail }) => detail).join(' ');
    throw error;
  }
}

/** DOCKER_HOST, proxies, and where the engine keeps its things. */
function getOwnEnvironment({ ports }: EngineContext): Readonly<Record<string, string>> {
  const { variables } = ports.environment;
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The words up to the first option are what it was asked to do; the rest may be anybody's. */
function failed(program: string, args: readonly string[], said: string): Failure {
  const [verb = ''] = args;
  return new Failure(
    problem('SDK012', {
      detail: `"${program} ${verb}" failed: ${said.trim() || 'it said nothing about why'}`,
    }),
  );
}
