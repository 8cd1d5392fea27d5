import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseAccelerator } from './accelerator';
import type { Guest, Guests } from './guests';
import { guestPorts } from './loopback-address';
import type { MachineWish } from './machine-wish';
import { startGuest } from './start-guest';

export interface QemuGuestsOptions {
  /** @default qemu-system-x86_64 */
  readonly program?: string;
  /** `kvm`, `tcg`… @default what a trial shows to work */
  readonly accelerator?: string;
  /** TCP ports of guests that can be reached, where their security groups let them be. @default 22, 80, 443, 5985, 5986, 8080 */
  readonly ports?: readonly number[];
  /** Milliseconds that a guest may take to shut down before it is ended. @default 60000 */
  readonly patience?: number;
}

const defaults = { program: 'qemu-system-x86_64', ports: guestPorts, patience: 60_000 };

/**
 * Machines of a cloud as machines of QEMU's, on disks that are written out for them. Everything lies in one folder and ends
 * by `close`.
 *
 * @param describe what QEMU is to make of what the cloud asks for
 */
export function createQemuGuests<Request>(
  describe: (request: Request) => MachineWish,
  options: QemuGuestsOptions = {},
): Guests<Request> {
  const settings = { ...defaults, ...options };
  const running = new Set<Promise<Guest>>();
  let isClosed = false;
  let folder: Promise<string> | undefined;
  let accelerator: Promise<string> | undefined;
  const start = async (wish: MachineWish): Promise<Guest> => {
    folder ??= mkdtemp(join(tmpdir(), 'fake-guests-'));
    const root = await folder;
    accelerator ??= chooseAccelerator(settings, root);
    const own = await mkdtemp(join(root, `${wish.name}-`));
    return startGuest(wish, { ...settings, folder: own, accelerator: await accelerator });
  };
  return {
    start: async (request) => {
      if (isClosed) throw new Error('the fake is closed');
      const guest = start(describe(request));
      running.add(guest);
      return await guest;
    },
    close: async () => {
      isClosed = true;
      // Who did not come up has left nothing.
      for (const each of await Promise.allSettled(running))
        if (each.status === 'fulfilled') await each.value.kill();
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
