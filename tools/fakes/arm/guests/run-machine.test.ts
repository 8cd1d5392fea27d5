import { once } from 'node:events';
import type { Guest } from '../../guests/guests';
import { tableBlobs } from '../blobs/table-blobs';
import { getDiskState } from '../compute/disks/disk-state';
import { type Bed, group, home, openBed, soon } from '../testing/bed';
import { launchMachine } from '../testing/launch-machine';
import { makeVhd } from '../testing/make-vhd';
import type { GuestRequest, Guests } from './guests';

const MIB = 2 ** 20;
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleExamp';
const URN = 'Debian:debian-12:12';
const PLATFORM = { publisher: 'Debian', offer: 'debian-12', sku: '12', version: 'latest' };

/** A machine that writes its own number over the first byte of its disk when it is stopped. */
interface Table extends Guests {
  readonly requests: readonly GuestRequest[];
  readonly events: readonly string[];
  /** Lets the newest shut itself down. */
  shutDown(): void;
}

function createTable(): Table {
  const requests: GuestRequest[] = [];
  const events: string[] = [];
  const ends = new EventTarget();
  const start = async (request: GuestRequest): Promise<Guest> => {
    const number = requests.push(request);
    const note = (event: string) => void events.push(`${event} ${request.facts.name}`);
    const write = async () => {
      const [disk] = request.disks;
      await disk?.write(0, Buffer.alloc(disk.blockBytes, number));
    };
    return {
      address: request.address ?? '',
      ports: new Map(),
      ended: once(ends, String(number)).then(() => undefined),
      readConsole: async () => Buffer.alloc(0),
      reboot: async () => note('reboot'),
      save: async () => {
        note('save');
        await write();
      },
      stop: async () => {
        note('stop');
        await write();
      },
      kill: async () => note('kill'),
    };
  };
  return {
    ...{ requests, events, start },
    shutDown: () => void ends.dispatchEvent(new Event(String(requests.length))),
    close: async () => {},
  };
}

let table: Table;
let bed: Bed;
const blobs = tableBlobs();
beforeEach(async () => {
  table = createTable();
  bed = await openBed({ blobs, guests: table });
  const content = blobs.put('debian.vhd', { content: makeVhd({ bytes: 2 * MIB }) });
  const image = bed.fake.cloud.platform.find(URN);
  if (image) bed.fake.cloud.platform.add({ ...image, content });
});
afterEach(() => bed[Symbol.asyncDispose]());

const launch = (name: string, more: { readonly image?: { id: string }; readonly diskSize?: number } = {}) =>
  launchMachine(bed, name, { image: PLATFORM, user: 'anna', publicKey: KEY, ports: [22, 8080], ...more });

async function readFirstByte(id: string): Promise<number | undefined> {
  const disk = bed.fake.cloud.resources.find(bed.id(id));
  const uri = disk && getDiskState(disk).uri;
  return uri === undefined ? undefined : (await blobs.read(uri, 'owner', { offset: 0, count: 1 }))[0];
}

test('a machine is given what its request says, and its public address leads to it', async () => {
  const machine = await launch('web');
  const [request] = table.requests;
  expect(request).toMatchObject({
    facts: {
      ...{ name: 'web', vmId: machine.vmId, osType: 'Linux', location: home, size: 'Standard_D2s_v5' },
      mac: '00:0d:3a:00:00:01',
      account: { host: 'web', user: 'anna', publicKeys: [KEY] },
    },
    firmware: 'bios',
    disks: [{ bytes: 2 * MIB, blockBytes: MIB }],
    address: expect.stringMatching(/^127\./u),
  });
  expect([22, 80, 8080].map((port) => request?.isPortOpen(port))).toEqual([true, false, true]);
  const address = bed.fake.cloud.resources.find(bed.id('Microsoft.Network/publicIPAddresses/web'));
  expect(address?.properties['ipAddress']).toBe(request?.address);
});

test('a larger disk has the same content, and its footer at its end', async () => {
  await launch('web', { diskSize: 1 });
  const [disk] = table.requests[0]?.disks ?? [];
  expect(disk?.bytes).toBe(2 ** 30);
  expect((await disk?.read(2))?.includes('conectix')).toBe(false);
});

test.each(['powerOff', 'deallocate'] as const)('%s brings to the disk what was written', async (stop) => {
  await launch('web');
  await bed.compute.virtualMachines[stop](group, 'web', soon);
  expect(table.events).toEqual(['stop web']);
  expect(await readFirstByte('Microsoft.Compute/disks/web')).toBe(1);
  await bed.compute.virtualMachines.start(group, 'web', soon);
  expect((await table.requests[1]?.disks[0]?.read(0))?.[0]).toBe(1);
  await bed.compute.virtualMachines.restart(group, 'web', soon);
  expect(table.events.at(-1)).toBe('reboot web');
});

test('an image has what its machine wrote, and its machines what they write alone', async () => {
  const first = await launch('first');
  const id = await first.capture('made');
  await first.remove();
  const second = await launch('second', { image: { id } });
  expect((await table.requests[1]?.disks[0]?.read(0))?.[0]).toBe(1);
  await second.capture('again');
  await launch('third', { image: { id } });
  expect((await table.requests[2]?.disks[0]?.read(0))?.[0]).toBe(1);
});

test('a machine that shuts itself down is stopped, with what it wrote', async () => {
  await launch('web');
  table.shutDown();
  await bed.compute.virtualMachines.deallocate(group, 'web', soon);
  expect(table.events).toEqual(['stop web']);
  expect(await readFirstByte('Microsoft.Compute/disks/web')).toBe(1);
});

test('a snapshot has what a machine wrote that runs', async () => {
  await launch('web');
  const sourceResourceId = bed.id('Microsoft.Compute/disks/web');
  const creationData = { createOption: 'Copy', sourceResourceId };
  await bed.compute.snapshots.createOrUpdate(group, 'now', { location: home, creationData }, soon);
  expect(table.events).toEqual(['save web']);
  expect(await readFirstByte('Microsoft.Compute/snapshots/now')).toBe(1);
});

test('a machine that goes with its disk is ended at once', async () => {
  await (await launch('web')).remove();
  await launch('other');
  await bed.resources.resourceGroups.beginDeleteAndWait(group, soon);
  expect(table.events).toEqual(['kill web', 'kill other']);
});

test('what cannot be started fails its machine in the words of who could not', async () => {
  const guests: Guests = { start: () => Promise.reject(new Error('no QEMU here')), close: async () => {} };
  await using broken = await openBed({ blobs, guests });
  const given = { image: PLATFORM, user: 'anna', publicKey: KEY, ports: [] };
  await expect(launchMachine(broken, 'web', given)).rejects.toThrow('no QEMU here');
});
