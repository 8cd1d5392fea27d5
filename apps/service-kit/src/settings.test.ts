import { readSettings } from './settings';

const enough = { JWT_KEY_FILE: '/etc/key', STATE_DIRECTORY: '/var/lib/x' };

test('a service listens on loopback unless it is told otherwise', () => {
  expect(readSettings(enough, { port: 8080 })).toEqual({
    host: '127.0.0.1',
    port: 8080,
    keyFile: '/etc/key',
    stateDirectory: '/var/lib/x',
  });
});

test('the key comes from the credentials that systemd hands over', () => {
  const environment = { CREDENTIALS_DIRECTORY: '/run/credentials/x.service', STATE_DIRECTORY: '/s' };
  expect(readSettings(environment, { port: 1 }).keyFile).toBe('/run/credentials/x.service/jwt-key');
});

test('everything that is missing or wrong is said at once', () => {
  expect(() => readSettings({ PORT: 'http' }, { port: 1 })).toThrow(
    'PORT is "http", not a number from 0 to 65535; JWT_KEY_FILE or CREDENTIALS_DIRECTORY must name the key for tokens; STATE_DIRECTORY must name a folder for the data',
  );
});
