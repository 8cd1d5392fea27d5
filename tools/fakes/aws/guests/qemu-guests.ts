import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '../../../../packages/cli/src/guest/metadata/answer';
import { serveEc2Documents } from '../../../../packages/cli/src/guest/metadata/ec2';
import { chooseAccelerator } from './accelerator';
import { GUEST_ADDRESS, type MachineParts } from './command-line';
import { writeChanges, writeDiskFiles } from './disk-files';
import { findFirmware } from './firmware';
import type { Guest, GuestDisk, GuestFacts, GuestRequest, Guests } from './guests';
import { findEndpoints, type GuestEndpoints } from './loopback-address';
import { getFiles, type Machine, startMachine } from './machine';
import { makeDocuments } from './metadata/documents';
import { serveMetadata } from './metadata/serve';

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

const defaults = {
  program: 'qemu-system-x86_64',
  ports: [22, 80, 443, 5985, 5986, 8080],
  patience: 60_000,
};

/** Instances as machines of QEMU's, on disks that are written out for them. Everything lies in one folder and ends by `close`. */
export function qemuGuests(options: QemuGuestsOptions = {}): Guests {
  const settings = { ...defaults, ...options };
  const running = new Set<Promise<Guest>>();
  let isClosed = false;
  let folder: Promise<string> | undefined;
  let accelerator: Promise<string> | undefined;
  const start = async (request: GuestRequest): Promise<Guest> => {
    folder ??= mkdtemp(join(tmpdir(), 'fake-aws-guests-'));
    const root = await folder;
    accelerator ??= chooseAccelerator(settings, root);
    const own = await mkdtemp(join(root, `${request.facts.instanceId}-`));
    return startGuest(request, { ...settings, folder: own, accelerator: await accelerator });
  };
  return {
    start: async (request) => {
      if (isClosed) throw new Error('the fake is closed');
      const guest = start(request);
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

interface Place {
  readonly program: string;
  readonly accelerator: string;
  readonly folder: string;
  readonly ports: readonly number[];
  readonly patience: number;
}

async function startGuest(request: GuestRequest, place: Place): Promise<Guest> {
  const { facts, disks } = request;
  const files = getFiles(place.folder);
  await mkdir(place.folder, { recursive: true });
  for (const disk of disks) await writeDiskFiles(files.getDisk(disk.volumeId), disk);
  const metadata = await serveMetadata(makeService(facts));
  const endpoints = await findEndpoints(place.ports.filter(request.isPortOpen));
  const parts = await getParts(request, { place, endpoints, metadataPort: metadata.port });
  const clear = async () => {
    await metadata.close();
    await rm(place.folder, { recursive: true, force: true });
  };
  try {
    return createGuest(await startMachine(place.program, parts), { place, parts, disks, clear });
  } catch (error) {
    await clear();
    throw error;
  }
}

/** One that is switched off answers, and tells nothing. */
function makeService(facts: GuestFacts): Service {
  if (!facts.hasMetadata) return () => ({ status: 403, text: 'Forbidden' });
  return serveEc2Documents(makeDocuments(facts, GUEST_ADDRESS), Date.now);
}

async function getParts(
  { facts, disks, firmware, memory }: GuestRequest,
  more: {
    readonly place: Place;
    readonly endpoints: GuestEndpoints;
    readonly metadataPort: number;
  },
): Promise<MachineParts> {
  const { instanceId, instanceType, mac } = facts;
  const files = getFiles(more.place.folder);
  const found = firmware === 'uefi' ? findFirmware() : undefined;
  if (found) await copyFile(found.variables, files.variables);
  return {
    ...{ instanceId, instanceType, mac, memory },
    accelerator: more.place.accelerator,
    disks: disks.map(({ volumeId }) => ({ volumeId, path: files.getDisk(volumeId).overlay })),
    firmware: found && { code: found.code, variables: files.variables },
    endpoints: more.endpoints,
    metadataPort: more.metadataPort,
    console: files.console,
    control: files.control,
  };
}

interface Means {
  readonly place: Place;
  readonly parts: MachineParts;
  readonly disks: readonly GuestDisk[];
  /** Removes what the machine leaves. */
  readonly clear: () => Promise<void>;
}

function createGuest(first: Machine, { place, parts, disks, clear }: Means): Guest {
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
    for (const disk of disks) await writeChanges(files.getDisk(disk.volumeId), disk);
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
