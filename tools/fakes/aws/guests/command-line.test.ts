import { getCommandLine, type MachineParts } from './command-line';

const parts: MachineParts = {
  accelerator: 'tcg',
  instanceId: 'i-0123456789abcdef0',
  instanceType: 't3.micro',
  mac: '02:00:00:00:00:01',
  memory: 1024,
  disks: [{ path: '/disks/a,b.qcow2', volumeId: 'vol-0123456789abcdef0' }],
  endpoints: { address: '127.1.2.3', ports: new Map([[22, 22]]) },
  metadataPort: 4000,
  console: '/ttyS0',
  control: '/control',
};

/** Values of one switch. */
const valuesOf = (name: string, more: Partial<MachineParts> = {}) => {
  const words = getCommandLine({ ...parts, ...more });
  return words.filter((_, index) => words[index - 1] === name);
};

test('a volume is an NVMe disk whose serial number is its id', () => {
  expect(valuesOf('-device')).toContain('nvme,drive=disk0,serial=vol0123456789abcdef0,bootindex=0');
  expect(valuesOf('-drive')[0]).toContain('file=/disks/a,,b.qcow2,');
});

test('the machine says that Amazon made it, with the instance in its tables', () => {
  const said = valuesOf('-smbios').join('\n');
  expect(said).toContain(
    'manufacturer=Amazon EC2,product=t3.micro,serial=ec201234-5678-9abc-def0-000000000000',
  );
  expect(said).toContain('asset=i-0123456789abcdef0');
});

test('open ports lead to it, and its metadata service is at its address', () => {
  const [network = ''] = valuesOf('-netdev');
  expect(network).toContain('hostfwd=tcp:127.1.2.3:22-:22,guestfwd=tcp:169.254.169.254:80-cmd:');
  expect(network).toMatch(/'4000'$/u);
});

test('firmware stands in flash, and its variables can be written', () => {
  const firmware = { code: '/code', variables: '/variables' };
  expect(valuesOf('-drive', { firmware }).slice(1)).toEqual([
    'if=pflash,unit=0,format=raw,readonly=on,file=/code',
    'if=pflash,unit=1,format=raw,file=/variables',
  ]);
});
