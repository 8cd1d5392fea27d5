import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type BuildEvent,
  CHECKPOINT_FOLDER,
  type Choices,
  createEmitter,
  createLimit,
  createProjectRunner,
  createRunPrograms,
  createStepReporter,
  type ImageProject,
  LEDGER_FOLDER,
  type OnError,
  type ProjectRunner,
  type RunContext,
  type Workspace,
} from '@strata/engine';
import { createSecretFilter, type LayerContext, type Ports } from '@strata/sdk';
import { createStandardRegistry } from '@strata/standard';
import { createBaseFacts } from './base-facts';
import { createTemplateFunctions } from './function-ports';
import { createRemoteValues } from './function-ports/remote-values';
import { getRunStarted } from './run-started';
import { openScratch } from './scratch';
import { createSecretDigest } from './secret-key';
import { getPlaces, STATE_FOLDER } from './settings';

/** What a run is given by its command or executor. */
export interface SessionRequest {
  readonly ports: Ports;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly listen: (event: BuildEvent) => void;
  readonly choices: Choices;
  readonly parents: 'build' | 'receipt';
  readonly force?: boolean;
  /** Steps that may work at a time. @default the processors of the machine */
  readonly parallel?: number | undefined;
  /** Whether states of machines are kept between builds. @default true */
  readonly checkpoints?: boolean | undefined;
  /** @default `cleanup` */
  readonly onError?: OnError | undefined;
  /** Builds nothing: runs the post-processors on what an earlier build left. @default false */
  readonly postProcessorsOnly?: boolean | undefined;
  /** @default false */
  readonly debug?: boolean | undefined;
}

/** One run over one workspace, with everything wired. Ends with `using`. */
export interface Session extends AsyncDisposable {
  readonly run: RunContext;
  readonly projects: ProjectRunner;
  /** Context for a builder used outside a build (a shell, an export, the lock). */
  context(project: ImageProject): LayerContext;
  /** The same where no project is meant. */
  workspaceContext(): LayerContext;
  /** HMAC of a text with the workspace's own key, in hexadecimal digits. */
  secretDigest(text: string): string;
}

export async function openSession(request: SessionRequest): Promise<Session> {
  const { ports, workspace, signal } = request;
  const state = join(workspace.root, STATE_FOLDER);
  const scratch = await openScratch(join(state, 'scratch'));
  const secrets = createSecretFilter();
  const emit = createEmitter({ now: () => ports.clock.now(), listen: request.listen, secrets });
  const registry = createStandardRegistry();
  const runId = randomUUID();
  const ledgers = join(state, LEDGER_FOLDER);
  const reporter = createStepReporter({ project: 'workspace', build: '' }, emit, secrets);
  const programs = createRunPrograms({ ports, ledgers, runId, signal, reporter });
  const run: RunContext = {
    ports,
    workspace,
    signal,
    emit,
    scratch: scratch.path,
    registry,
    functions: createTemplateFunctions(
      ports,
      createRemoteValues({ ports, signal }, secrets, registry.dataSources),
    ),
    secrets,
    runId,
    steps: createLimit(request.parallel ?? availableParallelism()),
    places: getPlaces(workspace.root, ports.environment),
    force: request.force ?? false,
    programs,
    ledgers,
    checkpoints: (request.checkpoints ?? true) ? join(state, CHECKPOINT_FOLDER) : undefined,
    machines: createLimit(request.debug ? 1 : (request.parallel ?? Number.POSITIVE_INFINITY)),
    onError: request.onError ?? 'cleanup',
    postProcessorsOnly: request.postProcessorsOnly ?? false,
    debug: request.debug ?? false,
  };
  const context = (project: ImageProject) => createContext(run, project);
  emit(getRunStarted(run));
  const secretDigest = createSecretDigest(join(state, 'secret-key'));
  const projects = createProjectRunner(run, {
    choices: request.choices,
    parents: request.parents,
    base: createBaseFacts({ root: workspace.root, context }),
    secretDigest,
  });
  const workspaceContext = () =>
    createContext(run, {
      name: 'workspace',
      directory: workspace.root,
      template: '',
      baseDirectory: workspace.root,
    });
  return {
    run,
    projects,
    context,
    workspaceContext,
    secretDigest,
    [Symbol.asyncDispose]: async () => {
      await programs[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
      emit({ kind: 'run-finished' });
    },
  };
}

/** Work on a project that is no build of it. What commands print there is not shown. */
function createContext(run: RunContext, project: ImageProject): LayerContext {
  const reporter = createStepReporter({ project: project.name, build: '' }, run.emit, run.secrets);
  const { ports, signal, scratch, places, runId } = run;
  return {
    ports,
    signal,
    scratch,
    places,
    reporter: { ...reporter, warn: reporter.say, output: () => undefined },
    baseDirectory: project.baseDirectory,
    buildId: runId,
  };
}
