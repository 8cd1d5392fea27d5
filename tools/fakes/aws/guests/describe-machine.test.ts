import { createMemoryDisk } from '../../guests/testing/memory-disk';
import { describeMachine } from './describe-machine';
import { getFacts } from './testing/facts';

const disk = createMemoryDisk('vol-0123456789abcdef0', new Map());
const machine = describeMachine({
  facts: getFacts(),
  disks: [disk],
  firmware: 'bios',
  memory: 512,
  isPortOpen: () => true,
});

test('a volume is an NVMe disk whose serial number is its id', () => {
  expect(machine.getDevice(disk)).toBe('nvme,serial=vol0123456789abcdef0');
});

test('the machine says that Amazon made it, with the instance in its tables', () => {
  const said = machine.smbios.join('\n');
  expect(said).toContain(
    'manufacturer=Amazon EC2,product=t3.micro,serial=ec201234-5678-9abc-def0-000000000000',
  );
  expect(said).toContain('asset=i-0123456789abcdef0');
});

test('the service answers at its address, to who has a token', () => {
  expect(machine.network.services).toEqual(['169.254.169.254']);
  const asked = machine.service({ method: 'GET', url: '/latest/meta-data/instance-id', headers: {} });
  expect(asked.status).toBe(401);
});
