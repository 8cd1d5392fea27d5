import { createSecretFilter } from '@strata/sdk';
import { createTestPorts } from '@strata/sdk/testing';
import type { AwsCredentials } from './credentials';
import { rememberCredentials } from './remember';

function create(give: (count: number, now: number) => AwsCredentials | Error) {
  const ports = createTestPorts();
  const secrets = createSecretFilter();
  let count = 0;
  const source = async () => {
    const given = give(++count, ports.clock.now());
    if (given instanceof Error) throw given;
    return given;
  };
  const context = { ports, secrets, signal: new AbortController().signal };
  return { take: rememberCredentials(source, context), ports, secrets, getCount: () => count };
}

const key = { accessKeyId: 'AKIA', secretAccessKey: 'very-secret' };

test('all clients share what the source gave once', async () => {
  const { take, getCount } = create(() => key);
  expect(await Promise.all([take(), take(), take()])).toEqual([key, key, key]);
  await take();
  expect(getCount()).toBe(1);
});

test('credentials that end soon are taken anew, once for all who ask', async () => {
  const { take, ports, getCount } = create((count, now) => ({
    ...key,
    accessKeyId: `AKIA${count}`,
    expiration: new Date(now + 3_600_000),
  }));
  await take();
  ports.clock.advance(50 * 60_000);
  expect((await take()).accessKeyId).toBe('AKIA1');
  ports.clock.advance(6 * 60_000);
  const taken = await Promise.all([take(), take()]);
  expect(taken.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIA2', 'AKIA2']);
  expect(getCount()).toBe(2);
});

test('a source that failed is asked again', async () => {
  const { take } = create((count) => (count === 1 ? new Error('not yet') : key));
  await expect(take()).rejects.toThrow('not yet');
  expect(await take()).toBe(key);
});

test('secrets and tokens are kept out of sight', async () => {
  const { take, secrets } = create(() => ({ ...key, sessionToken: 'a-session-token' }));
  await take();
  expect(secrets.mask('very-secret and a-session-token')).not.toMatch(/very-secret|a-session-token/);
});
