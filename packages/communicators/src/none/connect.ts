import { Failure } from '@strata/diagnostics';
import type { Communicator, Connection } from '@strata/sdk';
import { problem } from '../codes';

/** A machine that nobody asked to reach: whoever tries all the same is told so, as in Packer. */
export function connectNone(): Connection {
  return { communicator, close: async () => {} };
}

const communicator: Communicator = {
  type: 'none',
  exec: () => refuse('run a command'),
  upload: (_, destination) => refuse(`send ${destination}`),
  uploadDirectory: (source) => refuse(`send the folder ${source}`),
  download: (source) => refuse(`fetch ${source}`),
  downloadDirectory: (source) => refuse(`fetch the folder ${source}`),
};

async function refuse(wish: string): Promise<never> {
  throw new Failure(
    problem('COM012', {
      detail: `communicator = "none" cannot ${wish}.`,
      hint: 'Set communicator = "ssh", or take the provisioner out that needs the machine.',
    }),
  );
}
