import { formatBytes, formatElapsed, formatSeconds } from './units';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [409_000_000, '409 MB'],
  [2_500_000_000, '2.5 GB'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it.each([
  [70, '0.07 s'],
  [12_340, '12.3 s'],
  [59_960, '1 min 0 s'],
  [119_700, '2 min 0 s'],
  [250_000, '4 min 10 s'],
])('%d ms read %s', (milliseconds, text) => expect(formatSeconds(milliseconds)).toBe(text));

it.each([
  [0, '0 s'],
  [14_999, '14 s'],
  [60_000, '1 min 0 s'],
  [250_900, '4 min 10 s'],
])('%d ms that still grow read %s', (milliseconds, text) => expect(formatElapsed(milliseconds)).toBe(text));
