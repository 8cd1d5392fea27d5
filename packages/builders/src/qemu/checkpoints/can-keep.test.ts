import type { QemuOptions } from '../schema';
import { defaultsOf } from '../testing/options';
import { getObstacle } from './can-keep';

test('states of a usual machine can be kept', () => {
  expect(getObstacle(defaultsOf({ qemuargs: [['-smbios', 'type=1,serial=x']] }))).toBeUndefined();
});

test.each<[Partial<QemuOptions>, string]>([
  [{ format: 'raw' }, 'raw'],
  [{ communicator: 'none' }, 'nobody connects'],
  [{ disk_interface: 'nvme' }, 'NVMe'],
  [{ vtpm: true }, 'TPM'],
  [{ floppy_files: ['a'] }, 'floppy'],
  [{ qemuargs: [['-drive', 'file=a']] }, 'qemuargs'],
])('those of a machine with %j cannot, and why is said', (options, reason) => {
  expect(getObstacle(defaultsOf(options))).toContain(reason);
});
