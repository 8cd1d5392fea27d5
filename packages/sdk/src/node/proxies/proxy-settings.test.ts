import { getProxyFor, getProxySettings } from './proxy-settings';

const variables = { http_proxy: 'http://proxy.test:3128', no_proxy: 'localhost, .inner.test,mirror.test:81' };

test.each([
  ['http://a.test/', 'http://proxy.test:3128/'],
  ['https://a.test/', undefined],
  ['http://localhost/', undefined],
  ['http://x.inner.test/', undefined],
  ['http://mirror.test:81/', undefined],
  ['http://mirror.test/', 'http://proxy.test:3128/'],
])('%s goes through %s', (address, proxy) => {
  expect(getProxyFor(new URL(address), getProxySettings(variables))?.href).toBe(proxy);
});

test('a proxy may be written without a scheme, and one for all addresses is used for both kinds', () => {
  const settings = getProxySettings({ ALL_PROXY: 'proxy.test:8080' });
  expect(getProxyFor(new URL('https://a.test/'), settings)?.href).toBe('http://proxy.test:8080/');
  expect(getProxyFor(new URL('http://a.test/'), settings)?.href).toBe('http://proxy.test:8080/');
});

test('HTTP_PROXY in capitals is ignored, because a request can set it', () => {
  expect(getProxySettings({ HTTP_PROXY: 'http://evil.test' }).http).toBeUndefined();
});
