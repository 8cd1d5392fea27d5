import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { runCli } from '@strata/cli';
import { createNodePorts } from '@strata/sdk/node';
import { listenForCancel } from './cancel';
import { isDryRun } from './dry-run';
import { getFlags } from './flags';
import { createNxWorkspace, getTaskProject } from './nx-workspace';
import type { TemplateOptions } from './template-options';
import { createTerminal } from './terminal';

/** A command of `strata` as an executor: its options are the command's flags. */
type FlagOptions = Readonly<Record<string, unknown>>;
type Executor = (
  options: TemplateOptions & FlagOptions,
  context: ExecutorContext,
) => Promise<{ success: boolean }>;

function createExecutor(command: string): Executor {
  return async ({ template, ...options }, context) => {
    const project = getTaskProject(context, context.projectName ?? '', template);
    const ports = createNodePorts();
    const code = await runCli([command, ...getFlags(options), project.template], {
      // Relative paths in a template start from its project, wherever Nx was called.
      ports: { ...ports, environment: { ...ports.environment, cwd: project.baseDirectory } },
      signal: listenForCancel(),
      out: createTerminal(process.stdout),
      err: createTerminal(process.stderr),
      workspace: createNxWorkspace(context),
    });
    return { success: code === 0 };
  };
}

export const plan = createExecutor('plan');
export const why = createExecutor('why');
export const shell = createExecutor('shell');
export const lock = createExecutor('lock');
/** Options of `strata test`, with places from the project's folder. */
export const testImage = createExecutor('test');
/** Runs until Nx ends it, and is ready when the machine is up. */
export const bootImage = createExecutor('boot');

/** A command about a VM application, whose folder its options name. Paths of its flags start from that folder. */
function createApplicationExecutor(command: string) {
  return async (
    { application, ...options }: { readonly application: string } & FlagOptions,
    context: ExecutorContext,
  ): Promise<{ success: boolean }> => {
    const ports = createNodePorts();
    const cwd = join(context.root, application);
    const code = await runCli([command, ...getFlags(options), cwd], {
      ports: { ...ports, environment: { ...ports.environment, cwd } },
      signal: listenForCancel(),
      out: createTerminal(process.stdout),
      err: createTerminal(process.stderr),
      workspace: createNxWorkspace(context),
    });
    return { success: code === 0 };
  };
}

export const packageVmApp = createApplicationExecutor('package-vm-app');
export const testVmApp = createApplicationExecutor('test-vm-app');
export const publishVmApp = createApplicationExecutor('publish-vm-app');

const exportAnything = createExecutor('export');

/** An image of the workspace for other programs: below `dist` of its project, in the place of the last one. */
export const exportImage: Executor = (options, context) => {
  const { format = 'oci', output = `dist/${context.projectName}.${format}`, force = true, ...rest } = options;
  return exportAnything({ ...rest, format, output, force }, context);
};

/** An image that is for others to stand on alone has no destination on purpose: its list of them is empty. */
function unlessNowhere(executor: Executor): Executor {
  return async (options, context) => {
    if (!Array.isArray(options.to) || options.to.length > 0) return executor(options, context);
    const told = `${context.projectName} is published nowhere: its option "to" is an empty list.\n`;
    createTerminal(process.stdout).write(told);
    return { success: true };
  };
}

const publish = createExecutor('publish');
export const publishImage = unlessNowhere((options, context) =>
  publish(isDryRun(context) ? { ...options, dryRun: true } : options, context),
);
export const verifyImage = unlessNowhere(createExecutor('verify'));
/** This image's alone: who looks after a whole workspace at once asks each place once, by the command. */
export const collectImage = unlessNowhere(createExecutor('collect-image'));

/** Two images of the workspace, or one and whatever else holds an image: names start from the root. */
export async function diffImage(
  { against, ...options }: FlagOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const names = [against, context.projectName].filter((name) => typeof name === 'string');
  const ports = createNodePorts();
  const code = await runCli(['diff', ...getFlags(options), ...names], {
    ports: { ...ports, environment: { ...ports.environment, cwd: context.root } },
    signal: listenForCancel(),
    out: createTerminal(process.stdout),
    err: createTerminal(process.stderr),
    workspace: createNxWorkspace(context),
  });
  return { success: code === 0 };
}

/** Leftovers belong to the workspace: whichever project's target it is, all of them go. */
export async function sweep(options: FlagOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  const ports = createNodePorts();
  const code = await runCli(['sweep', ...getFlags(options)], {
    ports: { ...ports, environment: { ...ports.environment, cwd: context.root } },
    signal: listenForCancel(),
    out: createTerminal(process.stdout),
    err: createTerminal(process.stderr),
    workspace: createNxWorkspace(context),
  });
  return { success: code === 0 };
}
