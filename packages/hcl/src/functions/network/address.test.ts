import { isIP } from 'node:net';
import { formatAddress, parseAddress } from './address';

const addresses = [
  '0.0.0.0',
  '255.255.255.255',
  '256.0.0.1',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '1.2.3.4.',
  '',
  ':',
  '::',
  ':::',
  '::1',
  '1::',
  '1::2::3',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::',
  '::2:3:4:5:6:7:8',
  '1:2:3:4::5:6:7:8',
  ':1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:',
  '12345::',
  'g::',
  '::ffff:1.2.3.4',
  '::1.2.3.4',
  '1:2:3:4:5:6:1.2.3.4',
  '1:2:3:4:5:6:7:1.2.3.4',
  '::1.2.3',
  '1.2.3.4::',
  'FE80::ABCD',
];

test.each(addresses)('%j is an address or none, as Node has it', (text) => {
  // Unlike Node, Go takes no `::` that stands for nothing.
  const widths: Readonly<Record<number, number | undefined>> = { 4: 32, 6: 128 };
  expect(parseAddress(text)?.width).toBe(text === '1:2:3:4::5:6:7:8' ? undefined : widths[isIP(text)]);
});

test.each([
  ['fe80:0:0:0:0:0:0:1', 'fe80::1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['1:0:2:0:3:0:4:0', '1:0:2:0:3:0:4:0'],
  ['1:0:0:2:0:0:3:4', '1::2:0:0:3:4'],
  ['::ffff:102:304', '1.2.3.4'],
  ['::1.2.3.4', '::102:304'],
])('%s is written %s', (text, expected) => {
  const address = parseAddress(text);
  expect(address && formatAddress(address)).toBe(expected);
});
