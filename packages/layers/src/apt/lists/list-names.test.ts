import { getListName } from './list-names';

test.each([
  ['http://m.test/debian/dists/x/InRelease', 'm.test_debian_dists_x_InRelease'],
  ['https://m.test:8080/a_b/dists/x-y/InRelease', 'm.test:8080_a%5fb_dists_x-y_InRelease'],
  ['http://user:word@m.test/~me/dists/x', 'm.test_%7eme_dists_x'],
])('apt keeps the list of %s as %s', (address, name) => {
  expect(getListName(address)).toBe(name);
});
