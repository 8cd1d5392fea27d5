import {
  startWinrmServer,
  type WinrmServer,
} from '../../../../../packages/communicators/src/testing/winrm-server/start';
import { createWindowsPrograms } from '../../../../../packages/communicators/src/testing/winrm-server/windows-programs';
import type { Guest } from '../../../guests/guests';
import type { GuestRequest, Guests } from '../guests';

const PORT = 5986;

/** A Windows that is a folder, a table of commands and a WinRM service with TLS at its public address. */
export interface WindowsMachine {
  readonly name: string;
  readonly server: WinrmServer;
  /** Whether sysprep took out what the machine knew of itself. */
  isSealed: boolean;
  /** `kill` and `stop`, as the cloud asked for them. */
  readonly ends: string[];
}

/** Machines of which nothing runs but what a build by WinRM meets. */
export interface WindowsGuests extends Guests {
  readonly machines: readonly WindowsMachine[];
}

export function windowsGuests(): WindowsGuests {
  const machines: WindowsMachine[] = [];
  return {
    machines,
    async start(request) {
      const machine = await startWindows(request);
      machines.push(machine);
      return createGuest(machine, request);
    },
    close: async () => {
      for (const { server } of machines) await server.close();
    },
  };
}

async function startWindows({ facts, address, isPortOpen }: GuestRequest): Promise<WindowsMachine> {
  const { account, name } = facts;
  if (!isPortOpen(PORT)) throw new Error(`nobody gets to port ${PORT} of ${name}`);
  const { user: username = '', password = '' } = account ?? {};
  const state = { isSealed: false };
  const seal = () => {
    state.isSealed = true;
    return '';
  };
  const tellState = () => (state.isSealed ? '' : 'IMAGE_STATE_COMPLETE\r\n');
  const server = await startWinrmServer({
    // As Windows is by itself.
    ...{ secure: true, allowUnencrypted: false, basic: false },
    place: { address: address ?? '127.0.0.1', port: PORT },
    login: { username, password },
    programs: (own) =>
      createWindowsPrograms(own, [
        [/\\Sysprep\.exe .*\/generalize /u, seal],
        [/^while\(\$true\) \{ \$imageState = /u, tellState],
      ]),
  });
  return Object.assign(state, { name, server, ends: [] });
}

function createGuest({ server, ends }: WindowsMachine, { address = '' }: GuestRequest): Guest {
  const end = (how: string) => async () => {
    ends.push(how);
    await server.close();
  };
  return {
    address,
    ports: new Map([[PORT, PORT]]),
    ended: new Promise(() => {}),
    readConsole: async () => Buffer.alloc(0),
    reboot: async () => server.reboot(0),
    save: async () => {},
    stop: end('stop'),
    kill: end('kill'),
  };
}
