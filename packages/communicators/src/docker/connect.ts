import type { Communicator, ConnectContainer, ContainerEngine } from '@strata/sdk';
import type { Container } from './container';
import { execInContainer } from './exec';
import { downloadFile, downloadTree, uploadFile, uploadTree } from './transfer';

/** Talks to a running container through its engine. The container needs a `/bin/sh`, nothing else. */
export const connectContainer: ConnectContainer = async (context, { engine, id, user, fixOwner }) => {
  const owner = fixOwner ? await findOwner(engine, id, user) : undefined;
  const container: Container = { engine, id, ...(user && { user }), ...(owner && { owner }) };
  const communicator: Communicator = {
    type: 'docker',
    exec: (command, signal) => execInContainer(container, command, signal),
    upload: (content, destination, options) => uploadFile(container, content, { destination, ...options }),
    uploadDirectory: (source, destination, options) =>
      uploadTree(context, container, { source, destination, ...options }),
    download: (source, sink, signal) => downloadFile(container, source, { sink, signal }),
    downloadDirectory: (source, destination, options) =>
      downloadTree(context, container, { source, destination, ...options }),
  };
  return { communicator, close: async () => undefined };
};

/** Whom files are given to: who runs commands. */
function findOwner(engine: ContainerEngine, id: string, user: string | undefined): Promise<string> {
  const as = user ? ['-u', user] : [];
  const text = 'printf "%s:%s" "$(id -u)" "$(id -g)"';
  return engine.mustRun(['exec', ...as, id, '/bin/sh', '-c', text], { shown: false });
}
