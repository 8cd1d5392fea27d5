import { join } from 'node:path';
import { findLeft, type ImageProject, openLedger } from '@strata/engine';
import { openWorkspaceStore } from '@strata/layers/store';
import { createActivities } from '@strata/sdk/progress';
import type { Opened } from '../open-templates';
import { STATE_FOLDER } from '../settings';
import { getAllKinds } from './all-kinds';
import type { PublishContext } from './destination';

/** Where publications keep what a later run goes on with. */
export function getPublicationsFolder(root: string): string {
  return join(root, STATE_FOLDER, 'publications');
}

/** What publishing an image of a project uses of the run. */
export async function openPublishContext(
  { session, workspace }: Pick<Opened, 'session' | 'workspace'>,
  project: ImageProject,
): Promise<PublishContext> {
  const place = session.context(project);
  const { ports, signal, reporter, scratch } = place;
  const { files } = ports;
  const { ledgers: folder, secrets } = session.run;
  const kinds = getAllKinds(session);
  return {
    ...{ ports, signal, scratch, secrets },
    root: workspace.root,
    publications: getPublicationsFolder(workspace.root),
    openLedger: async (name) => {
      // What is to be removed is removed though the run is interrupted.
      const context = { ports, reporter, signal: new AbortController().signal };
      const hold = { files, folder, buildId: name, context, kinds, signal };
      const ledger = await openLedger(hold);
      return { ...ledger, undo: () => ledger.undo(context), [Symbol.asyncDispose]: ledger.close };
    },
    findLeft: (name) => findLeft(files, folder, name),
    warn: (message) => reporter.warn(message),
    startActivity: createActivities(reporter, ports.clock),
    store: await openWorkspaceStore(place),
  };
}
