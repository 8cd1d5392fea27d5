import { getKeyInterval } from './key-interval';

const environment = (value?: string) => ({
  variables: { PACKER_KEY_INTERVAL: value },
  cwd: '/',
  home: '/',
  platform: 'linux' as const,
});

test.each([
  [50, '10ms', 50],
  [undefined, '10ms', 10],
  [0, '1.5s', 1500],
  [-1, undefined, 100],
  [undefined, 'soon', 100],
  [undefined, '0', 0],
  [undefined, '-5ms', 0],
])('boot_key_interval %s with PACKER_KEY_INTERVAL %s gives %s ms', (given, variable, interval) => {
  expect(getKeyInterval(given, environment(variable))).toBe(interval);
});
