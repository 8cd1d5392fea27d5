import { runInMemory } from '../testing/run-in-memory';
import { CLOUDS, makeCloud } from './clouds';
import { findGuestFirmware, GUEST_FIRMWARES, type GuestFirmware } from './firmware';
import { type GuestParts, makeGuestTemplate } from './guest-template';

const identity = { host: 'golden', publicKey: 'ssh-ed25519 AAAA strata' };
const parts: GuestParts = {
  disk: '/ws/.strata/guests/golden/disk.raw',
  firmware: {},
  cloud: makeCloud('nocloud', identity, 'bios'),
  privateKeyFile: '/ws/key',
  memory: 512,
  processors: 2,
  output: '/ws/output',
};

/** What a source says of itself. */
function getSource(changes: Partial<GuestParts>): Readonly<Record<string, unknown>> {
  return JSON.parse(makeGuestTemplate({ ...parts, ...changes })).source.qemu.guest;
}

const everywhere = { stat: async () => ({ kind: 'file', size: 1, mode: 0, modified: 0 }) as const };

test.each(GUEST_FIRMWARES.flatMap((firmware) => CLOUDS.map((cloud) => [firmware, cloud] as const)))(
  'a machine with %s for %s is a template like any other',
  async (firmware, cloud) => {
    const fields = await findGuestFirmware(everywhere, firmware);
    const template = makeGuestTemplate({
      ...parts,
      diskSize: 2 ** 33,
      firmware: fields,
      cloud: makeCloud(cloud, identity, firmware),
    });
    const firmwareFiles = [fields.efi_firmware_code, fields.efi_firmware_vars];
    const files = {
      ...Object.fromEntries(firmwareFiles.flatMap((path) => (path ? [[path, 'firmware']] : []))),
      '/ws/guest.pkr.json': template,
      [parts.disk]: 'disk',
      '/ws/key': '-----BEGIN OPENSSH PRIVATE KEY-----',
    };
    const { code, err, out } = await runInMemory(['validate', 'guest.pkr.json'], { files });
    expect([code, err, out]).toEqual([0, '', expect.stringContaining('valid')]);
  },
  30_000,
);

test('texts are taken as they are, though they look like expressions', () => {
  const cloud = { cd_content: { 'user-data': '#cloud-config\n{"a":"${b} %{c}"}\n' } };
  expect(makeGuestTemplate({ ...parts, cloud })).toContain('$${b} %%{c}');
});

test('nothing of a machine that is thrown away is written for anybody', () => {
  expect(getSource({})).toMatchObject({ skip_export: true });
});

test('a disk stays as large as it is, or becomes as large as was said', () => {
  expect(getSource({})).toMatchObject({ skip_resize_disk: true });
  expect(getSource({ diskSize: 6 * 2 ** 30 })).toMatchObject({ disk_size: '6442450944b' });
  expect(getSource({ diskSize: 6 * 2 ** 30 })).not.toHaveProperty('skip_resize_disk');
});

const flags = (source: Readonly<Record<string, unknown>>, name: string) =>
  (source['qemuargs'] as readonly (readonly string[])[]).filter(([flag]) => flag === name);

test('arguments of the firmware and of the cloud go together', () => {
  const source = getSource({
    firmware: { qemuargs: [['-global', 'x=y']] },
    cloud: makeCloud('ec2', identity, 'secure-boot'),
  });
  expect(flags(source, '-global')).toEqual([['-global', 'x=y']]);
  expect(flags(source, '-netdev')).toHaveLength(1);
});

test('on Azure the CD is on the bus of its generation', () => {
  const getBus = (firmware: GuestFirmware) =>
    getSource({ cloud: makeCloud('azure', identity, firmware) })['cdrom_interface'];
  expect(GUEST_FIRMWARES.map(getBus)).toEqual([undefined, 'virtio-scsi', 'virtio-scsi']);
});
