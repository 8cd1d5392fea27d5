import { getOverlayOptions } from './overlay-options';

test('the kernel wants the top layer first', () => {
  expect(getOverlayOptions({ lower: ['base', 'top'] })).toBe('lowerdir=top:base,userxattr');
});

test('folders with commas, colons and backslashes are escaped', () => {
  const upper = { content: 'a,b', work: 'c:d' };
  const options = getOverlayOptions({ lower: ['e\\f'], upper });
  expect(options).toBe('lowerdir=e\\\\f,upperdir=a\\,b,workdir=c\\:d,userxattr');
});

test('options longer than a page are refused, with what to do', () => {
  const lower = Array.from({ length: 300 }, (_, index) => `l/${String(index).padStart(12, '0')}`);
  expect(() => getOverlayOptions({ lower })).toThrow(/300 layers/);
});
