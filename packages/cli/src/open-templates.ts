import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import {
  type BuildEvent,
  type Choices,
  type ImageProject,
  maskTexts,
  type OnError,
  type Workspace,
} from '@strata/engine';
import { problem } from './codes';
import type { CliContext, Terminal } from './context';
import { openRecords, type RecordPaths, type Records } from './records';
import { openSession, type Session } from './session';
import { formatProblems, type ProblemStyle } from './view/format-problems';
import { createTerminalView } from './view/terminal';
import { createWorkspace, describeProject, findWorkspaceRoot } from './workspace';

export interface OpenOptions {
  readonly choices: Choices;
  readonly force?: boolean;
  readonly verbose?: boolean;
  readonly parallel?: number | undefined;
  readonly onError?: OnError | undefined;
  readonly debug?: boolean;
  /** @default nothing is written down */
  readonly records?: RecordPaths;
  /** @default false */
  readonly postProcessorsOnly?: boolean;
  /** @default true */
  readonly checkpoints?: boolean;
  /** Where the course of builds is told. @default standard error, so that standard output holds the answer alone */
  readonly progress?: Terminal;
  /** @default what that terminal shows */
  readonly color?: boolean | undefined;
}

/** The templates a command was given, and a session over the workspace they are in. */
export interface Opened extends AsyncDisposable {
  readonly templates: readonly ImageProject[];
  readonly workspace: Workspace;
  readonly session: Session;
  /** Shows problems the way the session's view does. */
  show(diagnostics: readonly Diagnostic[]): void;
}

/** Opens the workspace that the user stands in, for commands that name no template. */
export async function openWorkspace(
  context: CliContext,
  options: Pick<OpenOptions, 'checkpoints'> = {},
): Promise<Omit<Opened, 'templates'>> {
  const { cwd } = context.ports.environment;
  return open(context, await getWorkspace(context, cwd), { choices: AS_IT_IS, ...options });
}

const AS_IT_IS: Choices = { vars: [], varFiles: [], selection: { only: [], except: [] } };

async function open(
  { ports, signal, err, log }: CliContext,
  workspace: Workspace,
  options: OpenOptions,
): Promise<Omit<Opened, 'templates'>> {
  const { progress = err, color = progress.color } = options;
  const view = createTerminalView({
    cwd: ports.environment.cwd,
    color,
    get width() {
      return progress.width;
    },
    verbose: options.verbose ?? false,
    // A log may go to the same terminal, past the view.
    live: progress.isTerminal && ports.environment.variables.TERM !== 'dumb' && !log,
    write: (text) => progress.write(text),
  });
  const records = openWanted(ports, options.records);
  const { ask } = ports;
  const session = await openSession({
    ports: {
      ...ports,
      ...(ask && { ask: (question, signal) => view.pauseFor(() => ask(question, signal)) }),
    },
    workspace,
    signal,
    listen: (event: BuildEvent) => {
      log?.(JSON.stringify(event));
      view.listen(event);
      records?.listen(event);
    },
    // Where nothing is built, parents are what they were.
    parents: options.postProcessorsOnly ? 'receipt' : 'build',
    ...options,
  });
  const style: ProblemStyle = {
    color,
    width: progress.width,
    cwd: ports.environment.cwd,
    mask: (views) => maskTexts(session.run.secrets, views),
  };
  const show = (diagnostics: readonly Diagnostic[]) => view.write(formatProblems(diagnostics, style));
  const close = async () => {
    view.end();
    await session[Symbol.asyncDispose]();
    if (records) show(await records.close());
  };
  return { workspace, session, show, [Symbol.asyncDispose]: close };
}

function openWanted({ files }: CliContext['ports'], paths: RecordPaths = {}): Records | undefined {
  if (paths.events === undefined && paths.report === undefined) return undefined;
  return openRecords(files, paths);
}

/** Opens what the user named: folders or template files. All names that lead nowhere are told. */
export async function openTemplates(
  context: CliContext,
  paths: readonly string[],
  options: OpenOptions,
): Promise<Opened> {
  const { ports } = context;
  const { cwd } = ports.environment;
  if (paths.length === 0)
    throw new Failure(
      problem('CLI005', {
        detail: 'Name a template file or its folder.',
        hint: 'For example: strata build images/golden',
      }),
    );
  await refuseMissing(context, paths);
  const workspace = await getWorkspace(context, resolve(cwd, paths[0] as string));
  const templates = await Promise.all(
    paths.map((path) => describeProject(ports.files, { path: resolve(cwd, path), baseDirectory: cwd })),
  );
  return { ...(await open(context, workspace, options)), templates };
}

/** The caller's workspace, or the one that a path lies in. */
async function getWorkspace({ ports, workspace }: CliContext, path: string): Promise<Workspace> {
  if (workspace) return workspace;
  const root = await findWorkspaceRoot(ports.files, path);
  return createWorkspace(ports.files, { root, cwd: ports.environment.cwd });
}

async function refuseMissing({ ports }: CliContext, paths: readonly string[]): Promise<void> {
  const { cwd } = ports.environment;
  const missing = [];
  for (const path of paths) if (!(await ports.files.stat(resolve(cwd, path)))) missing.push(path);
  if (missing.length === 0) return;
  throw new Failure(
    missing.map((path) =>
      problem('CLI006', {
        detail: `Nothing is at "${path}" (seen from ${cwd}).`,
        hint: 'Give the path of a template file or of its folder.',
      }),
    ),
  );
}
