import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readBlocks } from '../../guests/testing/memory-disk';
import { type Bed, home, makeRegistration, openBed, putBlock } from '../testing/bed';
import { qemuGuests } from './qemu-guests';
import { makeBootableDisk } from './testing/bootable-disk';

const run = promisify(execFile);
/** Milliseconds: of a machine that starts in software while others work. */
const LONG = 600_000;
const SECOND = 1_000;

let bed: Bed;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fake-aws-test-'));
  bed = await openBed({ guests: qemuGuests() });
});
afterAll(async () => {
  await bed[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** A disk of this machine as a snapshot, by EBS direct. */
async function upload(path: string): Promise<string> {
  const { SnapshotId = '' } = await bed.ebs.startSnapshot({ VolumeSize: 1 });
  const blocks = readBlocks(path);
  for (const [BlockIndex, block] of blocks) await putBlock(bed.ebs, { SnapshotId, BlockIndex, block });
  await bed.ebs.completeSnapshot({ SnapshotId, ChangedBlocksCount: blocks.size });
  await bed.ec2.describeSnapshots({ SnapshotIds: [SnapshotId] });
  return SnapshotId;
}

async function prepareAccess(): Promise<{ readonly KeyName: string; readonly SecurityGroupIds: string[] }> {
  const { KeyMaterial = '' } = await bed.ec2.createKeyPair({ KeyName: 'build' });
  writeFileSync(join(folder, 'key'), `${KeyMaterial}\n`, { mode: 0o600 });
  const { GroupId = '' } = await bed.ec2.createSecurityGroup({
    GroupName: 'build',
    Description: 'SSH for whoever builds',
  });
  await bed.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '127.0.0.0/8' }] }],
  });
  return { KeyName: 'build', SecurityGroupIds: [GroupId] };
}

async function describe(id: string) {
  const { Reservations } = await bed.ec2.describeInstances({ InstanceIds: [id] });
  const instance = Reservations?.[0]?.Instances?.[0];
  if (!instance) throw new Error(`${id} is not there`);
  return instance;
}

async function waitFor(id: string, state: string): Promise<string> {
  for (let waited = 0; waited < LONG; waited += SECOND) {
    const { State, StateReason, PublicIpAddress = '' } = await describe(id);
    if (State?.Name === state) return PublicIpAddress;
    if (State?.Name === 'terminated') throw new Error(StateReason?.Message);
    await sleep(SECOND);
  }
  throw new Error(`${id} did not become ${state}`);
}

/** Logs in as a client would, as soon as it is let in; the port is AWS's when this process may bind such. */
async function ssh(id: string, command: string): Promise<string> {
  const address = await waitFor(id, 'running');
  const port = bed.fake.cloud.region(home).compute.instances.get(id).guest?.ports.get(22);
  const options = [
    ...['StrictHostKeyChecking=no', `UserKnownHostsFile=${join(folder, 'known')}`, 'BatchMode=yes'],
    ...['HostKeyAlgorithms=ssh-ed25519'],
  ];
  const words = [
    ...['-i', join(folder, 'key'), '-p', String(port)],
    ...options.flatMap((option) => ['-o', option]),
    ...[`root@${address}`, command],
  ];
  for (let tries = 1; ; tries += 1)
    try {
      return (await run('ssh', words)).stdout;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(SECOND);
    }
}

test(
  'an image that was uploaded runs, is provisioned, and becomes an image that runs with what was done',
  async () => {
    const snapshot = await upload(await makeBootableDisk());
    const { ImageId = '' } = await bed.ec2.registerImage(
      makeRegistration(snapshot, { BootMode: 'legacy-bios' }),
    );
    const machine = {
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      ...(await prepareAccess()),
    } as const;
    const { Instances: [first] = [] } = await bed.ec2.runInstances({
      ...machine,
      ImageId,
      UserData: Buffer.from('#!/bin/sh\necho told >/var/log/told\n').toString('base64'),
      MetadataOptions: { HttpTokens: 'required' },
    });
    const id = first?.InstanceId ?? '';
    expect(await ssh(id, 'cat /var/log/instance-id /var/log/told; echo provisioned >/etc/mark')).toBe(
      `${id}told\n`,
    );
    const hostKey = readFileSync(join(folder, 'known'), 'utf8').split(' ').at(-1)?.trim();
    await bed.ec2.stopInstances({ InstanceIds: [id] });
    await waitFor(id, 'stopped');
    const { Output = '' } = await bed.ec2.getConsoleOutput({ InstanceId: id });
    const console = Buffer.from(Output, 'base64').toString();
    expect(console).toContain(`instance ${id} has started`);
    expect(console).toContain(`ssh-ed25519 ${hostKey} root@guest`);
    const made = await bed.ec2.createImage({ InstanceId: id, Name: 'provisioned' });
    await bed.ec2.describeImages({ ImageIds: [made.ImageId ?? ''] });
    await bed.ec2.terminateInstances({ InstanceIds: [id] });

    const { Instances: [second] = [] } = await bed.ec2.runInstances({ ...machine, ImageId: made.ImageId });
    const next = second?.InstanceId ?? '';
    expect(await ssh(next, 'cat /etc/mark /var/log/instance-id; echo more >/etc/mark; sync')).toBe(
      `provisioned\n${next}`,
    );
    await bed.ec2.createImage({ InstanceId: next, Name: 'running', NoReboot: true });
    expect(await ssh(next, 'cat /etc/mark')).toBe('more\n');
    const { Snapshots = [] } = await bed.ec2.describeSnapshots({ OwnerIds: ['self'] });
    const changed = await Promise.all(
      Snapshots.slice(1).map(async ({ SnapshotId = '' }) => {
        const { ChangedBlocks = [] } = await bed.ebs.listChangedBlocks({
          FirstSnapshotId: snapshot,
          SecondSnapshotId: SnapshotId,
        });
        return ChangedBlocks.length;
      }),
    );
    expect(changed).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(...changed)).toBeGreaterThan(0);
    await bed.ec2.terminateInstances({ InstanceIds: [next] });
    await expect(waitFor(next, 'terminated')).resolves.toBe('');
  },
  LONG,
);
