import { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { type Communicator, quoteWord, type RemoteCommand, reveal } from '@strata/sdk';
import { problem } from '../../../codes';

/** What the agent needs of a machine. */
export type Shell = Pick<Communicator, 'exec' | 'upload'>;

/** The shell of whoever is logged in, as root: guests let their user become that without a password. */
export function becomeRoot(communicator: Pick<Communicator, 'exec'>): Shell {
  const exec: Shell['exec'] = ({ command, ...rest }: RemoteCommand, signal) =>
    communicator.exec({ ...rest, command: `sudo -n sh -c ${quoteWord(reveal(command))}` }, signal);
  return {
    exec,
    upload: async (content, destination, { mode, signal }) => {
      const stdin = Buffer.isBuffer(content) ? Readable.from([content]) : content;
      const path = quoteWord(destination);
      const grant = mode === undefined ? '' : ` && chmod ${mode.toString(8)} ${path}`;
      const ended = await exec({ command: `umask 077; cat > ${path}${grant}`, stdin }, signal);
      if (ended.kind === 'exited' && ended.code === 0) return;
      throw new Failure(
        problem('CLI065', {
          detail: `${destination} could not be written on the machine.`,
          hint: 'Where its disk is full, start it on a larger one: -disk-size=8G',
        }),
      );
    },
  };
}
