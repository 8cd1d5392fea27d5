import { createAddressRule, parseHttpAddress } from './address';
import { Secret } from './secret';

const here = { file: 'x', start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 2, byte: 1 } };

test.each([
  'http://127.0.0.1:8080',
  'https://example.com/a?b=c',
  'HTTP://EXAMPLE.COM',
  new Secret('https://example.com/hunter2'),
  undefined,
])('%s may be given as an address', (url) => {
  expect(createAddressRule('url')({ url }, () => here, String)).toEqual([]);
});

test.each([
  '',
  'example.com/x',
  'ftp://example.com',
  'http://example.com:99999',
  'file:///etc/passwd',
  'http://',
])('"%s" is no address', (url) => {
  expect(createAddressRule('url')({ url }, () => here, String)).toMatchObject([
    {
      code: 'SDK009',
      detail: `url is "${url}", which is no address that begins with http:// or https://.`,
      hint: 'Write all of it: https://HOST/PATH.',
      subject: here,
    },
  ]);
});

test('a sensitive text that is no address is not shown', () => {
  const [problem] = createAddressRule('url')({ url: new Secret('hunter2') }, () => undefined, String);
  expect(problem?.detail).toBe(
    'url holds a sensitive value that is no address that begins with http:// or https://.',
  );
});

test('an address may start from another', () => {
  expect(parseHttpAddress('/b', new URL('https://example.com/a'))?.href).toBe('https://example.com/b');
  expect(parseHttpAddress('file:///b', new URL('https://example.com/a'))).toBeUndefined();
});
