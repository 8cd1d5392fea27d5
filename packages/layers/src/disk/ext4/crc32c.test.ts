import { crc32c, crcNumbers, crcStart } from './crc32c';

test('the sum of the usual nine digits is the one that RFC 3720 and others give, not inverted', () => {
  expect((~crc32c(crcStart, Buffer.from('123456789')) >>> 0).toString(16)).toBe('e3069283');
});

test('a sum can be carried on over parts of any length', () => {
  const bytes = Buffer.from('any bytes, cut anywhere');
  const whole = crc32c(crcStart, bytes);
  for (let at = 0; at <= bytes.length; at++)
    expect(crc32c(crc32c(crcStart, bytes, 0, at), bytes, at)).toBe(whole);
});

test('numbers count as their four bytes, lowest first', () => {
  expect(crcNumbers(crcStart, 0x34333231, 0x38373635)).toBe(crc32c(crcStart, Buffer.from('12345678')));
});
