import type { Guest } from '../../../guests/guests';
import type { GuestRequest, Guests } from '../../guests/guests';
import { type Bed, home, makeBlock, makeImage, openBed } from '../../testing/bed';

/** A machine that does what the test says. */
interface ScriptedGuest {
  readonly request: GuestRequest;
  readonly done: string[];
  /** Shuts itself down. */
  end(): void;
}

/** Machines that run in the test's mind alone. */
function createScriptedGuests(): Guests & { readonly machines: ScriptedGuest[]; refusal?: Error } {
  const machines: ScriptedGuest[] = [];
  const guests: ReturnType<typeof createScriptedGuests> = {
    machines,
    start: async (request) => {
      if (guests.refusal) throw guests.refusal;
      const done: string[] = [];
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      machines.push({ request, done, end });
      return createGuest(request, done, { ended, end });
    },
    close: async () => undefined,
  };
  return guests;
}

function createGuest(
  { disks }: GuestRequest,
  done: string[],
  { ended, end }: { readonly ended: Promise<void>; readonly end: () => void },
): Guest {
  const write = () => disks[0]?.write(7, makeBlock('w')) ?? Promise.resolve();
  return {
    address: '127.9.9.9',
    ports: new Map([[22, 22]]),
    ended,
    readConsole: async () => Buffer.from('login:'),
    reboot: async () => void done.push('reboot'),
    save: async ({ reboots }) => {
      done.push(reboots ? 'save' : 'save at once');
      await write();
    },
    stop: async () => {
      done.push('stop');
      end();
      await write();
    },
    kill: async () => {
      done.push('kill');
      end();
    },
  };
}

let guests: ReturnType<typeof createScriptedGuests>;
let bed: Bed;
let imageId: string;
beforeEach(async () => {
  guests = createScriptedGuests();
  bed = await openBed({ guests });
  imageId = await makeImage(bed, { BootMode: 'legacy-bios' });
});
afterEach(() => bed[Symbol.asyncDispose]());

async function launch(more: object = {}): Promise<string> {
  const { Instances: [instance] = [] } = await bed.ec2.runInstances({
    ...{ ImageId: imageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...more },
  });
  return instance?.InstanceId ?? '';
}

async function reach(id: string, state: string) {
  for (let looks = 0; looks < 50; looks += 1) {
    const { Reservations } = await bed.ec2.describeInstances({ InstanceIds: [id] });
    const instance = Reservations?.[0]?.Instances?.[0];
    if (instance?.State?.Name === state) return instance;
  }
  throw new Error(`${id} never is ${state}`);
}

/** Blocks of the last snapshot. */
async function readLastSnapshot() {
  const SnapshotId = bed.fake.cloud.region(home).snapshots.all().at(-1)?.id ?? '';
  await bed.ec2.describeSnapshots({ SnapshotIds: [SnapshotId] });
  const { Blocks = [] } = await bed.ebs.listSnapshotBlocks({ SnapshotId });
  return Blocks.map(({ BlockIndex }) => BlockIndex);
}

test('a machine is given what its request says', async () => {
  await bed.ec2.createKeyPair({ KeyName: 'mine', KeyType: 'ed25519' });
  const id = await launch({
    KeyName: 'mine',
    UserData: Buffer.from('hello').toString('base64'),
    MetadataOptions: { HttpTokens: 'required' },
  });
  expect(await reach(id, 'running')).toMatchObject({ PublicIpAddress: '127.9.9.9' });
  const { request } = guests.machines[0] ?? {};
  expect(request).toMatchObject({
    firmware: 'bios',
    memory: 1_024,
    facts: { instanceId: id, imageId, region: home, tokens: 'required', key: { name: 'mine' } },
    disks: [{ bytes: 2 ** 30, indexes: [0] }],
  });
  expect(request?.facts.userData?.toString()).toBe('hello');
  expect((await request?.disks[0]?.read(0))?.equals(makeBlock('a'))).toBe(true);
});

test('ports are those that the groups let in', async () => {
  const { GroupId = '' } = await bed.ec2.createSecurityGroup({ GroupName: 'web', Description: 'web' });
  await bed.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 90, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  await reach(await launch({ SecurityGroupIds: [GroupId] }), 'running');
  const isOpen = guests.machines[0]?.request.isPortOpen;
  expect([22, 80, 90, 91].map((port) => isOpen?.(port))).toEqual([false, true, true, false]);
});

test('what a stopped machine wrote is in an image of it, and not in the one that it came from', async () => {
  const id = await launch();
  await reach(id, 'running');
  await bed.ec2.stopInstances({ InstanceIds: [id] });
  await reach(id, 'stopped');
  const { Output = '' } = await bed.ec2.getConsoleOutput({ InstanceId: id });
  expect(Buffer.from(Output, 'base64').toString()).toBe('login:');
  await bed.ec2.createImage({ InstanceId: id, Name: 'made' });
  expect(await readLastSnapshot()).toEqual([0, 7]);
  const [first] = bed.fake.cloud.region(home).snapshots.all();
  expect(first?.blocks.entries().map(([index]) => index)).toEqual([0]);
  await bed.ec2.startInstances({ InstanceIds: [id] });
  await reach(id, 'running');
  expect(guests.machines[1]?.request.disks[0]?.indexes).toEqual([0, 7]);
});

test.each([
  [false, 'save'],
  [true, 'save at once'],
])('an image of a machine that runs has what it wrote (NoReboot %s)', async (NoReboot, expected) => {
  const id = await launch();
  await reach(id, 'running');
  await bed.ec2.createImage({ InstanceId: id, Name: 'live', NoReboot });
  expect(guests.machines[0]?.done).toEqual([expected]);
  expect(await readLastSnapshot()).toEqual([0, 7]);
  await reach(id, 'running');
});

test('a snapshot of a volume has what its machine wrote so far', async () => {
  const id = await launch();
  const { BlockDeviceMappings: [root] = [] } = await reach(id, 'running');
  await bed.ec2.createSnapshot({ VolumeId: root?.Ebs?.VolumeId });
  await bed.ec2.createSnapshots({ InstanceSpecification: { InstanceId: id } });
  expect(guests.machines[0]?.done).toEqual(['save at once', 'save at once']);
  expect(await readLastSnapshot()).toEqual([0, 7]);
});

test.each([
  ['stop', 'stopped'],
  ['terminate', 'terminated'],
])('a machine that shuts itself down will %s', async (behavior, state) => {
  const id = await launch({ InstanceInitiatedShutdownBehavior: behavior });
  await reach(id, 'running');
  guests.machines[0]?.end();
  expect(await reach(id, state)).toMatchObject({
    StateReason: { Code: 'Client.InstanceInitiatedShutdown' },
  });
});

test('a machine that does not start ends its instance, which says why', async () => {
  guests.refusal = new Error('no room');
  expect(await reach(await launch(), 'terminated')).toMatchObject({
    StateReason: { Code: 'Server.InternalError', Message: expect.stringContaining('no room') },
  });
});

test('a machine is ended at once, unless a disk of it stays behind', async () => {
  const [first, second] = [
    await launch(),
    await launch({
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } }],
    }),
  ];
  for (const id of [first, second]) await reach(id, 'running');
  await bed.ec2.terminateInstances({ InstanceIds: [first, second] });
  for (const id of [first, second]) await reach(id, 'terminated');
  expect(guests.machines.map(({ done }) => done)).toEqual([['kill'], ['stop']]);
});

test('a machine that is just starting is ended, too', async () => {
  const id = await launch();
  await bed.ec2.terminateInstances({ InstanceIds: [id] });
  await reach(id, 'terminated');
  expect(guests.machines.map(({ done }) => done)).toEqual([['kill']]);
});

test('a machine is started again', async () => {
  const id = await launch();
  await reach(id, 'running');
  await bed.ec2.rebootInstances({ InstanceIds: [id] });
  expect(guests.machines[0]?.done).toEqual(['reboot']);
});
