import { createHostKey, encodeUserData } from '../../../../packages/sdk/src/host-key';
import { type Azurite, startAzurite } from '../../azurite';
import { createSshLogin, type SshLogin } from '../../guests/testing/ssh-login';
import { azuriteBlobs, seedDisk } from '../index';
import { type Bed, openBed } from '../testing/bed';
import { launchMachine } from '../testing/launch-machine';
import { qemuGuests } from './qemu-guests';
import { makeBootableDisk } from './testing/bootable-disk';

/** Milliseconds: of machines that start in software while others work. */
const LONG = 900_000;
const PLATFORM = { publisher: 'Debian', offer: 'debian-12', sku: '12', version: 'latest' };

let azurite: Azurite;
let bed: Bed;
let login: SshLogin;
beforeAll(async () => {
  login = createSshLogin();
  azurite = await startAzurite();
  bed = await openBed({ blobs: azuriteBlobs(azurite), guests: qemuGuests() });
  await seedDisk(bed.fake.cloud, { urn: 'Debian:debian-12:12', disk: await makeBootableDisk() });
}, LONG);
afterAll(async () => {
  await bed[Symbol.asyncDispose]();
  await azurite.close();
  login[Symbol.dispose]();
});

test(
  'a machine of an image has what was done in the one that the image was made of, also who was not taken out',
  async () => {
    const hostKey = createHostKey();
    const customData = encodeUserData(hostKey.userData.reveal());
    const launch = { publicKey: login.publicKey, ports: [22] };
    const first = await launchMachine(bed, 'first', {
      ...{ ...launch, customData, user: 'anna' },
      image: PLATFORM,
    });
    expect(
      await login.exec(first, 'cat /var/log/vm-id /sys/class/dmi/id/chassis_asset_tag; echo $HOME'),
    ).toBe(`${first.vmId}\n7783-7084-3265-9085-8269-3286-77\n/home/anna\n`);
    expect(login.readKnown()).toContain(hostKey.publicKey);
    await login.exec(first, 'echo provisioned >/etc/mark');
    const image = await first.capture('kept');
    await first.remove();

    const second = await launchMachine(bed, 'second', { ...launch, user: 'berta', image: { id: image } });
    expect(await login.exec(second, 'cat /etc/mark /var/log/waagent.log; ls /home')).toBe(
      `provisioned\nwas set up before for ${first.vmId}: it was not deprovisioned\nanna\nberta\n`,
    );
    await login.exec(second, 'waagent -force -deprovision+user && rm -r /home/anna /var/log/waagent.log');
    const clean = await second.capture('clean');
    await second.remove();

    const third = await launchMachine(bed, 'third', { ...launch, user: 'carla', image: { id: clean } });
    expect(await login.exec(third, 'cat /etc/mark; ls /home; ls /var/log | grep waagent || true')).toBe(
      'provisioned\ncarla\n',
    );
    await third.remove();
  },
  LONG,
);
