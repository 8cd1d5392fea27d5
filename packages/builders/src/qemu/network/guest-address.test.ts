import { findAddresses } from './guest-address';

const table = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.2      0x1         0x2         52:54:00:12:34:56     *        br0
192.168.1.3      0x1         0x0         52:54:00:12:34:57     *        br0
192.168.1.4      0x1         0x2         52:54:00:12:34:58     *        eth0
`;

test('addresses of a bridge that the kernel has met are found by their MAC', () => {
  expect([...findAddresses(table, 'br0')]).toEqual([['52:54:00:12:34:56', '192.168.1.2']]);
});
