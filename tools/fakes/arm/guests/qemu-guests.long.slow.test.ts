import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createHostKey, encodeUserData } from '../../../../packages/sdk/src/host-key';
import { createSshKey } from '../../../../packages/sdk/src/ssh-key';
import { type Azurite, startAzurite } from '../../azurite';
import { azuriteBlobs, seedDisk } from '../index';
import { type Bed, openBed } from '../testing/bed';
import { type LaunchedMachine, launchMachine } from '../testing/launch-machine';
import { qemuGuests } from './qemu-guests';
import { makeBootableDisk } from './testing/bootable-disk';

const run = promisify(execFile);
/** Milliseconds: of machines that start in software while others work. */
const LONG = 900_000;
const SECOND = 1_000;
const PLATFORM = { publisher: 'Debian', offer: 'debian-12', sku: '12', version: 'latest' };

const key = createSshKey('mine');
let azurite: Azurite;
let bed: Bed;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fake-arm-test-'));
  writeFileSync(join(folder, 'key'), key.privateKey.reveal(), { mode: 0o600 });
  azurite = await startAzurite();
  bed = await openBed({ blobs: azuriteBlobs(azurite), guests: qemuGuests() });
  await seedDisk(bed.fake.cloud, { urn: 'Debian:debian-12:12', disk: await makeBootableDisk() });
}, LONG);
afterAll(async () => {
  await bed[Symbol.asyncDispose]();
  await azurite.close();
  rmSync(folder, { recursive: true });
});

/** Logs in as a client would, as soon as it is let in. */
async function ssh({ guest, user }: LaunchedMachine, command: string): Promise<string> {
  const options = [
    ...['StrictHostKeyChecking=no', `UserKnownHostsFile=${join(folder, 'known')}`, 'BatchMode=yes'],
    'HostKeyAlgorithms=ssh-ed25519',
  ];
  const words = [
    ...['-i', join(folder, 'key'), '-p', String(guest.ports.get(22))],
    ...options.flatMap((option) => ['-o', option]),
    ...[`${user}@${guest.address}`, command],
  ];
  for (let tries = 1; ; tries += 1)
    try {
      return (await run('ssh', words)).stdout;
    } catch (error) {
      if (tries === 120) throw error;
      await sleep(SECOND);
    }
}

test(
  'a machine of an image has what was done in the one that the image was made of, also who was not taken out',
  async () => {
    const hostKey = createHostKey();
    const customData = encodeUserData(hostKey.userData.reveal());
    const launch = { publicKey: key.publicKey, ports: [22] };
    const first = await launchMachine(bed, 'first', {
      ...{ ...launch, customData, user: 'anna' },
      image: PLATFORM,
    });
    expect(await ssh(first, 'cat /var/log/vm-id /sys/class/dmi/id/chassis_asset_tag; whoami')).toBe(
      `${first.vmId}\n7783-7084-3265-9085-8269-3286-77\nanna\n`,
    );
    expect(readFileSync(join(folder, 'known'), 'utf8')).toContain(hostKey.publicKey);
    await ssh(first, 'echo provisioned >/etc/mark');
    const image = await first.capture('kept');
    await first.remove();

    const second = await launchMachine(bed, 'second', { ...launch, user: 'berta', image: { id: image } });
    expect(await ssh(second, 'cat /etc/mark /var/log/waagent.log; ls /home')).toBe(
      `provisioned\nwas set up before for ${first.vmId}: it was not deprovisioned\nanna\nberta\n`,
    );
    await ssh(second, 'waagent -force -deprovision+user && rm -r /home/anna /var/log/waagent.log');
    const clean = await second.capture('clean');
    await second.remove();

    const third = await launchMachine(bed, 'third', { ...launch, user: 'carla', image: { id: clean } });
    expect(await ssh(third, 'cat /etc/mark; ls /home; ls /var/log')).toBe(
      'provisioned\ncarla\ngoal-state\nvm-id\n',
    );
    await third.remove();
  },
  LONG,
);
