import { defaultsOf } from '../testing/options';
import { getCommandLine, getLastingCommandLine } from './command-line';
import type { MachineParts } from './machine';

type Given = Partial<Omit<MachineParts, 'options'>> & { readonly options?: object };

function createParts({ options = {}, ...more }: Given = {}): MachineParts {
  return {
    options: { ...defaultsOf(), ...options },
    name: 'packer-x',
    accelerator: 'kvm',
    display: undefined,
    outputDirectory: '/out',
    disks: ['/out/packer-x'],
    iso: '/cache/a.iso',
    endpoints: {
      forward: { host: 2222, guest: 22 },
      vnc: 5901,
      control: '/tmp/c',
      http: { ip: '10.0.2.2', port: 8001 },
    },
    ...more,
  } as MachineParts;
}

const OURS = [
  '-chardev',
  'socket,id=strata-control,path=/tmp/c,server=on,wait=off',
  '-mon',
  'chardev=strata-control,mode=control',
];

/** All values of a switch. */
function get(line: readonly string[], name: string): readonly string[] {
  return line.flatMap((word, index) => (line[index - 1] === name ? [word] : []));
}

test('a machine is started with Packer’s arguments, always in the same order', () => {
  expect(getCommandLine(createParts())).toEqual([
    ...['-name', 'packer-x'],
    ...['-machine', 'type=pc,accel=kvm'],
    ...['-boot', 'once=d'],
    ...['-m', '512M'],
    ...['-smp', '1'],
    ...['-netdev', 'user,id=user.0,hostfwd=tcp:127.0.0.1:2222-:22'],
    ...['-device', 'virtio-net,netdev=user.0'],
    ...['-drive', 'file=/out/packer-x,if=virtio,cache=writeback,discard=ignore,format=qcow2'],
    ...['-drive', 'file=/cache/a.iso,media=cdrom'],
    ...['-vnc', '127.0.0.1:1'],
    ...OURS,
  ]);
});

test.each<[string, Given, string, readonly string[]]>([
  ['no accelerator', { accelerator: 'none' }, '-machine', ['type=pc']],
  ['a disk to start from', { options: { disk_image: true }, iso: undefined }, '-boot', ['c']],
  ['little memory', { options: { memory: 9 } }, '-m', ['512M']],
  ['memory', { options: { memory: 2048 } }, '-m', ['2048M']],
  ['processors', { options: { cpus: 4 } }, '-smp', ['4']],
  ['a topology', { options: { sockets: 2, cores: 2 } }, '-smp', ['4,sockets=2,cores=2']],
  ['too many processors', { options: { cpus: 9, cores: 2, threads: 2 } }, '-smp', ['4,cores=2,threads=2']],
  ['a model', { options: { cpu_model: 'host' } }, '-cpu', ['host']],
  ['a bridge', { options: { net_bridge: 'br0' } }, '-netdev', ['bridge,id=user.0,br=br0']],
  [
    'nobody to talk to',
    { endpoints: { ...createParts().endpoints, forward: undefined } },
    '-netdev',
    ['user,id=user.0'],
  ],
  ['a password for VNC', { options: { vnc_use_password: true } }, '-vnc', ['127.0.0.1:1,password=on']],
  ['a window', { display: 'gtk' }, '-display', ['gtk']],
  ['a graphics card', { options: { vga: 'qxl' } }, '-vga', ['qxl']],
  ['a floppy', { floppy: '/f.img' }, '-fda', ['/f.img']],
  ['firmware', { options: { firmware: '/b.bin' } }, '-bios', ['/b.bin']],
  [
    'a socket for the user',
    { endpoints: { ...createParts().endpoints, userControl: '/q' } },
    '-qmp',
    ['unix:/q,server=on,wait=off'],
  ],
  [
    'a CD of files',
    { cd: '/cd.iso' },
    '-drive',
    [expect.any(String), 'file=/cache/a.iso,media=cdrom', 'file=/cd.iso,media=cdrom'],
  ],
  [
    'CDs on another bus',
    { options: { cdrom_interface: 'ide' }, disks: [] },
    '-drive',
    ['file=/cache/a.iso,if=ide,index=0,id=cdrom0,media=cdrom'],
  ],
  [
    'CDs on the bus of the disks, behind them',
    { options: { cdrom_interface: 'virtio' }, cd: '/cd.iso', iso: undefined },
    '-drive',
    [expect.any(String), 'file=/cd.iso,if=virtio,index=1,id=cdrom0,media=cdrom'],
  ],
  [
    'zeroes that are detected',
    { options: { disk_detect_zeroes: 'unmap' }, iso: undefined },
    '-drive',
    ['file=/out/packer-x,if=virtio,cache=writeback,discard=ignore,format=qcow2,detect-zeroes=unmap'],
  ],
  [
    'a path with a comma',
    { disks: ['/a,b'], iso: undefined },
    '-drive',
    ['file=/a,,b,if=virtio,cache=writeback,discard=ignore,format=qcow2'],
  ],
])('with %s', (_, given, name, values) => {
  expect(get(getCommandLine(createParts(given)), name)).toEqual(values);
});

test('disks and CDs share one bus of virtio-scsi', () => {
  const options = { disk_interface: 'virtio-scsi', cdrom_interface: 'virtio-scsi' };
  const line = getCommandLine(createParts({ options, disks: ['/a', '/b'] }));
  expect(get(line, '-device')).toEqual([
    'virtio-scsi-pci,id=scsi0',
    'scsi-hd,bus=scsi0.0,drive=drive0',
    'scsi-hd,bus=scsi0.0,drive=drive1',
    'virtio-net,netdev=user.0',
    'scsi-cd,bus=scsi0.0,drive=cdrom0',
  ]);
  expect(get(line, '-drive')).toEqual([
    'if=none,file=/a,id=drive0,cache=writeback,discard=ignore,format=qcow2',
    'if=none,file=/b,id=drive1,cache=writeback,discard=ignore,format=qcow2',
    'file=/cache/a.iso,if=none,id=cdrom0,media=cdrom',
  ]);
});

test('each NVMe disk is a controller of its own', () => {
  const line = getCommandLine(
    createParts({ options: { disk_interface: 'nvme' }, disks: ['/a', '/b'], iso: undefined }),
  );
  expect(get(line, '-device')).toEqual([
    'nvme,drive=drive0,serial=disk0',
    'nvme,drive=drive1,serial=disk1',
    'virtio-net,netdev=user.0',
  ]);
  expect(get(line, '-drive')).toEqual([
    'if=none,file=/a,id=drive0,cache=writeback,discard=ignore,format=qcow2',
    'if=none,file=/b,id=drive1,cache=writeback,discard=ignore,format=qcow2',
  ]);
});

test('UEFI comes with its code and variables, and without an order to start in', () => {
  const line = getCommandLine(
    createParts({ efi: { code: '/CODE.fd', variables: '/out/efivars.fd', format: 'raw' } }),
  );
  expect(line).not.toContain('-boot');
  expect(get(line, '-drive').slice(-2)).toEqual([
    'file=/CODE.fd,if=pflash,unit=0,format=raw,readonly=on',
    'file=/out/efivars.fd,if=pflash,unit=1,format=raw',
  ]);
});

test('a TPM is a device behind a socket', () => {
  const options = { vtpm: true };
  const line = getCommandLine(createParts({ options, endpoints: { ...createParts().endpoints, tpm: '/t' } }));
  expect(get(line, '-tpmdev')).toEqual(['emulator,id=tpm0,chardev=vtpm']);
  expect(get(line, '-chardev')).toEqual(['socket,id=vtpm,path=/t', OURS[1]]);
  expect(get(line, '-device')).toContain('tpm-tis,tpmdev=tpm0');
});

test('a switch of qemuargs loses all that it would have had', () => {
  const qemuargs = [
    ['-drive', 'file=/mine'],
    ['-drive', 'file=', '/other'],
    ['-m', '2G'],
    ['-nographic', ''],
    ['-no-reboot'],
  ];
  const line = getCommandLine(createParts({ options: { qemuargs } }));
  expect(get(line, '-drive')).toEqual(['file=/mine', 'file=/other']);
  expect(get(line, '-m')).toEqual(['2G']);
  expect(line.slice(-OURS.length - 2)).toEqual(['-nographic', '-no-reboot', ...OURS]);
});

test('the network card is added to devices that lack it, and only then', () => {
  const devices = (...given: readonly string[]) =>
    get(
      getCommandLine(createParts({ options: { qemuargs: given.map((each) => ['-device', each]) } })),
      '-device',
    );
  expect(devices('virtio-rng-pci')).toEqual(['virtio-rng-pci', 'virtio-net,netdev=user.0']);
  expect(devices('virtio-net,netdev=user.0,mac=x')).toEqual(['virtio-net,netdev=user.0,mac=x']);
});

test('qemuargs know addresses, the port, the name and the folder', () => {
  const qemuargs = [
    ['-append', '{{ .HTTPIP }}:{{.HTTPPort}} {{.Name}} {{.SSHHostPort}} {{.OutputDir}} {{.Other}}'],
  ];
  const line = getCommandLine(createParts({ options: { qemuargs } }));
  expect(get(line, '-append')).toEqual(['10.0.2.2:8001 packer-x 2222 /out {{.Other}}']);
});

const lasting = (parts: MachineParts) => getLastingCommandLine(parts, '10.0.2.2');

test('what differs from run to run is not part of the lasting line', () => {
  const first = createParts({ options: { qemuargs: [['-fw', '{{.SSHHostPort}}{{.OutputDir}}']] } });
  const second: MachineParts = {
    ...first,
    disks: ['/elsewhere'],
    outputDirectory: '/out2',
    iso: '/tmp/b.iso',
    display: 'gtk',
    endpoints: { ...first.endpoints, vnc: 5999, control: '/d', forward: { host: 4000, guest: 22 } },
  };
  expect(lasting(first)).toEqual(lasting(second));
  expect(lasting({ ...first, accelerator: 'tcg' })).not.toEqual(lasting(first));
});
