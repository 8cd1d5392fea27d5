import { readFile } from 'node:fs/promises';
import type { MachineParts } from './command-line';
import { writeChanges } from './disk-files';
import type { Guest, GuestDisk } from './guests';
import { getFiles, type Machine, startMachine } from './machine';

/** Where and how a machine runs. */
export interface Place {
  readonly program: string;
  readonly accelerator: string;
  /** Of this machine alone. */
  readonly folder: string;
  /** Ports that can be reached, where the machine is open. */
  readonly ports: readonly number[];
  /** Milliseconds that it may take to shut down. */
  readonly patience: number;
}

interface Means {
  readonly place: Place;
  readonly parts: MachineParts;
  readonly disks: readonly GuestDisk[];
  /** Removes what the machine leaves. */
  readonly clear: () => Promise<void>;
}

/** What can be done with a machine that was started. */
export function createGuest(first: Machine, { place, parts, disks, clear }: Means): Guest {
  const files = getFiles(place.folder);
  let machine = first;
  let isRebooting = false;
  const ended = createEnd();
  let lastConsole: Buffer = Buffer.alloc(0);
  const readConsole = () =>
    readFile(files.console).then(
      (text) => {
        lastConsole = text;
        return text;
      },
      () => lastConsole,
    );
  const watch = (each: Machine) =>
    void each.ended.then(() => {
      if (!isRebooting) ended.resolve();
    });
  watch(first);
  let cleared: Promise<void> | undefined;
  const clearOnce = async () => {
    await readConsole();
    cleared ??= clear();
    await cleared;
  };
  const restart = async (between: () => Promise<void>) => {
    isRebooting = true;
    try {
      await machine.shutDown(place.patience);
      await between();
      machine = await startMachine(place.program, parts);
    } catch (error) {
      ended.resolve();
      throw error;
    } finally {
      isRebooting = false;
    }
    watch(machine);
  };
  const write = async () => {
    for (const disk of disks) await writeChanges(files.getDisk(disk.id), disk);
  };
  return {
    address: parts.endpoints.address,
    ports: parts.endpoints.ports,
    ended: ended.promise,
    readConsole,
    reboot: () => restart(async () => undefined),
    save: ({ reboots }) => (reboots ? restart(write) : machine.pause(write)),
    stop: async () => {
      await machine.shutDown(place.patience);
      await write();
      await clearOnce();
    },
    kill: async () => {
      await machine.kill();
      await clearOnce();
    },
  };
}

function createEnd(): { readonly promise: Promise<void>; resolve(): void } {
  let settle: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: () => settle() };
}
