import { getMounts } from './mount';
import { getSockets } from './port';

const line = (address: string, state: string) =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 1 1\n`;

test.each([
  ['0100007F:0016', '127.0.0.1', 22],
  ['00000000:1F90', '0.0.0.0', 8080],
  ['00000000000000000000000000000000:0016', '::', 22],
  ['00000000000000000000000001000000:2382', '::1', 9090],
  ['000080FE00000000FF005450B6AD1DFE:0050', 'fe80::5054:ff:fe1d:adb6', 80],
  ['0000000000000000FFFF00000100007F:0050', '127.0.0.1', 80],
  ['B80D01200000000067452301EFCDAB89:0050', '2001:db8::123:4567:89ab:cdef', 80],
])('the kernel writes %s for %s, port %i', (written, address, port) => {
  expect(getSockets(line(written, '0A'))).toEqual([
    { address, port, isListening: true, isUnconnected: false },
  ]);
});

test('a line of sockets that do not listen is told as such, a head is none', () => {
  expect(getSockets(`  sl  local_address rem_address   st\n${line('0100007F:0016', '01')}`)).toEqual([
    { address: '127.0.0.1', port: 22, isListening: false, isUnconnected: false },
  ]);
});

test('mounts have their names without escapes, and options once', () => {
  const table = [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro',
    '30 22 0:26 / /mnt/two\\040words rw,nosuid,rw master:2 shared:3 - fuse.sshfs me@host:/a\\134b rw,user_id=0',
    '',
  ].join('\n');
  expect(getMounts(table)).toEqual([
    {
      ...{ point: '/', type: 'ext4', source: '/dev/sda1' },
      options: ['rw', 'relatime'],
      superOptions: ['rw', 'errors=remount-ro'],
    },
    {
      ...{ point: '/mnt/two words', type: 'fuse.sshfs', source: 'me@host:/a\\b' },
      options: ['rw', 'nosuid'],
      superOptions: ['rw', 'user_id=0'],
    },
  ]);
});
