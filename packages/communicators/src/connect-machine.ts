import type { ConnectMachine } from '@strata/sdk';

const loadNone = () => require('./none/connect') as typeof import('./none/connect');
const loadSsh = () => require('./ssh/connect') as typeof import('./ssh/connect');
const loadWinrm = () => require('./winrm/connect') as typeof import('./winrm/connect');

/** Waits until a machine answers, by the communicator that its source names. Each is loaded when it is used. */
export const connectMachine: ConnectMachine = async (context, options, address) => {
  switch (options.communicator) {
    case 'none':
      return loadNone().connectNone();
    case 'winrm':
      return loadWinrm().connectWinrm(context, options, address);
    default:
      return loadSsh().connectSsh(context, options, address);
  }
};
