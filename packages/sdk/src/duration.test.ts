import { parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['1h2m3s', 3_723_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['2.s', 2000],
    ['250ms', 250],
    ['1500us', 1.5],
    ['1500µs', 1.5],
    ['1500μs', 1.5],
    ['-5m', -300_000],
    ['+5m', 300_000],
    ['0', 0],
    ['-0', 0],
    ['0s', 0],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBeCloseTo(milliseconds, 9);
  });

  it.each(['', '5', '1 h', 's', '1h 2m', '1d', '--1s', '1H', '1s2', '0x1s'])('refuses "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
