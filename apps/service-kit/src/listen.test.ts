import { type Listening, listen } from './listen';

const loopback = { host: '127.0.0.1', port: 0 };

test('a request that is under way when the service stops is still answered', async () => {
  let server: Listening;
  let stopped: Promise<void> | undefined;
  server = await listen((_request, response) => {
    stopped = server.stop(10_000);
    setImmediate(() => response.end('done'));
  }, loopback);
  const response = await fetch(`http://127.0.0.1:${server.port}/`);
  expect(await response.text()).toBe('done');
  await stopped;
});

test('a request that never ends is cut off when patience does', async () => {
  let reached: () => void;
  const arrived = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const server = await listen(() => reached(), loopback);
  const response = fetch(`http://127.0.0.1:${server.port}/`);
  response.catch(() => undefined);
  await arrived;
  await server.stop(1);
  await expect(response).rejects.toThrow();
});

test('a port that is taken is an error, not a silence', async () => {
  const first = await listen(() => undefined, loopback);
  await expect(listen(() => undefined, { ...loopback, port: first.port })).rejects.toThrow('EADDRINUSE');
  await first.stop(0);
});
