import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSshKey } from '../../../../packages/sdk/src/ssh-key';
import type { Guest, GuestDisk } from '../../guests/guests';
import { createMemoryDisk, readBlocks } from '../../guests/testing/memory-disk';
import type { GuestRequest } from './guests';
import { qemuGuests } from './qemu-guests';
import { makeBootableDisk } from './testing/bootable-disk';
import { getFacts } from './testing/facts';

const run = promisify(execFile);
const guests = qemuGuests();
const key = createSshKey('mine');
let folder: string;
let disk: GuestDisk;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fake-aws-test-'));
  writeFileSync(join(folder, 'key'), key.privateKey.reveal(), { mode: 0o600 });
  disk = createMemoryDisk('vol-0123456789abcdef0', readBlocks(await makeBootableDisk()));
});
afterAll(async () => {
  await guests.close();
  rmSync(folder, { recursive: true });
});

const getRequest = (): GuestRequest => ({
  facts: { ...getFacts(), key: { name: 'mine', openSsh: key.publicKey } },
  disks: [disk],
  firmware: 'bios',
  memory: 512,
  isPortOpen: (port) => port === 22,
});

/** Logs in as a client would, as soon as it is let in. */
async function exec(guest: Guest, command: string): Promise<string> {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'BatchMode=yes'];
  const words = [
    ...['-i', join(folder, 'key'), '-p', String(guest.ports.get(22))],
    ...options.flatMap((option) => ['-o', option]),
    ...[`root@${guest.address}`, command],
  ];
  for (let tries = 1; ; tries += 1) {
    try {
      return (await run('ssh', [...words])).stdout;
    } catch (error) {
      if (tries === 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

test('what is done in a machine is on its volume, once it was shut down by its power button', async () => {
  const first = await guests.start(getRequest());
  expect(await exec(first, 'cat /var/log/instance-id /var/log/told; cat /sys/class/dmi/id/sys_vendor')).toBe(
    'i-0123456789abcdef0told\nAmazon EC2\n',
  );
  await exec(first, 'echo provisioned >/etc/mark');
  await first.stop();
  const said = (await first.readConsole()).toString();
  expect(said).toContain('has started');
  expect(said).toContain('Power down');
  await first.ended;
  const second = await guests.start(getRequest());
  expect(await exec(second, 'cat /etc/mark')).toBe('provisioned\n');
  await second.reboot();
  expect(await exec(second, 'cat /etc/mark')).toBe('provisioned\n');
  await second.kill();
  await second.ended;
});
