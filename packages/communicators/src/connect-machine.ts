import { Failure } from '@strata/diagnostics';
import type { ConnectMachine } from '@strata/sdk';
import { problem } from './codes';

const loadNone = () => require('./none/connect') as typeof import('./none/connect');
const loadSsh = () => require('./ssh/connect') as typeof import('./ssh/connect');

/** Waits until a machine answers, by the communicator that its source names. Each is loaded when it is used. */
export const connectMachine: ConnectMachine = async (context, options, address) => {
  switch (options.communicator) {
    case 'none':
      return loadNone().connectNone();
    case 'winrm':
      throw new Failure(
        problem('COM013', {
          detail: 'communicator = "winrm" cannot connect yet; "ssh" and "none" can.',
          hint: 'Windows Server 2019 and later bring an SSH server: start it and set communicator = "ssh".',
        }),
      );
    default:
      return loadSsh().connectSsh(context, options, address);
  }
};
