import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { type Opened, openWorkspace } from '../open-templates';
import { packageApplication } from '../vm-application/pack/package-application';
import { showDefinitions } from '../vm-application/show-definitions';
import { formatPackage } from '../vm-application/view';
import { defineCommand } from './command';

const flags = defineFlags({
  update: {
    kind: 'switch',
    doc: 'Look Debian packages up anew, whatever vm-app.lock.json says.',
  },
});

/** `strata package-vm-app`: makes what a VM application of Azure uploads, the same bytes wherever it is made. */
export const packageVmApp = defineCommand({
  usage: '[flags] FOLDER...',
  flags,
  run: async (context, { flags: { update }, rest }) => {
    await using opened = await openWorkspace(context);
    const definitions = await showDefinitions(context, opened, rest);
    if (!definitions) return EXIT.failure;
    for (const definition of definitions) {
      const receipt = await withScratch(opened.session.workspaceContext(), (scratch) =>
        packageApplication({ ...makeContext(opened, scratch), update }, definition),
      );
      context.out.write(formatPackage(receipt));
    }
    return EXIT.success;
  },
});

function makeContext({ session, workspace }: Omit<Opened, 'templates'>, scratch: string) {
  const { ports, signal, places, reporter } = session.workspaceContext();
  return {
    ...{ signal, scratch },
    downloads: places.downloads,
    variables: ports.environment.variables,
    findProject: (name: string) => workspace.findDirectory(name),
    projectNames: () => workspace.names(),
    say: (message: string) => reporter.say(message),
    startActivity: createActivities(reporter, ports.clock),
  };
}

async function withScratch<T>(
  { scratch }: Pick<LayerContext, 'scratch'>,
  run: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(scratch, 'vm-app-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
