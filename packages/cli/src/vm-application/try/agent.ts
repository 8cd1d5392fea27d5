import { createReadStream } from 'node:fs';
import { quoteWord } from '@strata/sdk';
import type { VmApplication } from '@strata/target-azure/vm-applications';
import type { Shell } from './machine/root-shell';

/**
 * Where the agent of Azure puts applications on Linux. Each version has a folder of its own, which is where its commands
 * run. Source: Microsoft, "Overview of VM Applications in the Azure Compute Gallery".
 */
export const AGENT_FOLDER = '/var/lib/waagent/Microsoft.CPlat.Core.VMApplicationManagerLinux';

/** A package as it lies on this machine. */
export interface LocalPackage {
  readonly application: VmApplication;
  readonly path: string;
  /** Undefined when the application has no configuration. */
  readonly configuration: string | undefined;
}

/** How a command of an application ended. */
export interface Ended {
  /** Undefined when it was ended by a signal. */
  readonly code: number | undefined;
  /** The last of what it said. */
  readonly tail: readonly string[];
}

/** What the agent does on a machine, one thing at a time. */
export interface Agent {
  /** Puts a package where the agent downloads it to, in a folder with nothing else in it. */
  place(local: LocalPackage): Promise<void>;
  /** Runs a command in the folder of a version, by the shell that the agent takes. */
  run(application: VmApplication, command: string): Promise<Ended>;
  /** Takes away what the agent itself has made. */
  leave(application: VmApplication): Promise<void>;
}

/** Lines of a command that are kept to be shown. */
const TAIL = 20;
/** The agent runs as root, and what it makes is nobody else's. */
const PRIVATE = 0o600;

/** Plays the agent in a machine or in layers. */
export function createAgent(communicator: Shell, signal: AbortSignal): Agent {
  const shell = async (command: string): Promise<Ended> => {
    const lines = createTail();
    const exit = await communicator.exec({ command, onOutput: ({ data }) => lines.add(data) }, signal);
    return { code: exit.kind === 'exited' ? exit.code : undefined, tail: lines.get() };
  };
  return {
    place: async ({ application, path, configuration }) => {
      const folder = getFolder(application);
      await shell(`rm -rf ${quoteWord(folder)}; mkdir -p ${quoteWord(folder)}`);
      const upload = (source: string, name: string) =>
        communicator.upload(createReadStream(source), `${folder}/${name}`, { mode: PRIVATE, signal });
      await upload(path, application.packageFile);
      if (configuration !== undefined) await upload(configuration, application.configurationFile);
    },
    run: (application, command) =>
      shell(`cd ${quoteWord(getFolder(application))} && exec /bin/bash -c ${quoteWord(command)}`),
    leave: async ({ name }) => {
      const own = `${AGENT_FOLDER}/${name}`;
      await shell(`rm -rf ${quoteWord(own)}; rmdir ${AGENT_FOLDER} /var/lib/waagent 2> /dev/null; exit 0`);
    },
  };
}

function getFolder({ name, version }: VmApplication): string {
  return `${AGENT_FOLDER}/${name}/${version}`;
}

function createTail() {
  let text = '';
  return {
    add: (data: Buffer) => {
      text = (text + data.toString())
        .split('\n')
        .slice(-TAIL - 1)
        .join('\n');
    },
    get: (): readonly string[] =>
      text
        .trimEnd()
        .split('\n')
        .filter((line) => line !== ''),
  };
}
