import { getToolPath } from './workspace-store';

test.each([
  ['/usr/local/bin:/usr/bin:/bin', '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin'],
  ['', '/usr/local/sbin:/usr/sbin:/sbin'],
  [undefined, '/usr/local/sbin:/usr/sbin:/sbin'],
])('tools of administrators are found by ordinary users too (PATH is %j)', (path, expected) => {
  expect(getToolPath(path)).toBe(expected);
});
