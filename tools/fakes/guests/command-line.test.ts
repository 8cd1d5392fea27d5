import { getCommandLine, type MachineParts } from './command-line';

const parts: MachineParts = {
  accelerator: 'tcg',
  name: 'i-0123456789abcdef0',
  mac: '02:00:00:00:00:01',
  memory: 1024,
  controllers: [],
  disks: [{ path: '/disks/a,b.qcow2', device: 'nvme,serial=vol0123456789abcdef0' }],
  smbios: ['type=0,vendor=Somebody'],
  network: { range: '169.254.0.0/16', services: ['169.254.169.254'] },
  endpoints: { address: '127.1.2.3', ports: new Map([[22, 22]]) },
  servicePort: 4000,
  console: '/ttyS0',
  control: '/control',
};

/** Values of one switch. */
const valuesOf = (name: string, more: Partial<MachineParts> = {}) => {
  const words = getCommandLine({ ...parts, ...more });
  return words.filter((_, index) => words[index - 1] === name);
};

test('a disk is plugged in as its cloud does it, and the firmware looks at the first one first', () => {
  expect(valuesOf('-device')).toContain('nvme,serial=vol0123456789abcdef0,drive=disk0,bootindex=0');
  expect(valuesOf('-drive')[0]).toContain('file=/disks/a,,b.qcow2,');
});

test('what disks are plugged into comes before them', () => {
  const devices = valuesOf('-device', { controllers: ['virtio-scsi-pci,id=scsi'] });
  expect(devices.findIndex((each) => each.startsWith('virtio-scsi-pci'))).toBeLessThan(
    devices.findIndex((each) => each.includes('drive=disk0')),
  );
});

test('a CD can be read alone', () => {
  const medium = { path: '/medium.iso', device: 'scsi-cd' };
  expect(valuesOf('-drive', { medium }).at(-1)).toContain('media=cdrom,readonly=on');
  expect(valuesOf('-device', { medium })).toContain('scsi-cd,drive=medium');
});

test('open ports lead to it, and the service is at each of its addresses', () => {
  const services = ['169.254.169.254', '169.254.1.1'];
  const [network = ''] = valuesOf('-netdev', { network: { ...parts.network, services } });
  expect(network).toContain('hostfwd=tcp:127.1.2.3:22-:22,guestfwd=tcp:169.254.169.254:80-cmd:');
  expect(network).toContain('guestfwd=tcp:169.254.1.1:80-cmd:');
  expect(network).toMatch(/'4000'$/u);
});

test('firmware stands in flash, and its variables can be written', () => {
  const firmware = { code: '/code', variables: '/variables' };
  expect(valuesOf('-drive', { firmware }).slice(1)).toEqual([
    'if=pflash,unit=0,format=raw,readonly=on,file=/code',
    'if=pflash,unit=1,format=raw,file=/variables',
  ]);
});
