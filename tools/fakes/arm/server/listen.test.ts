import { connect } from 'node:net';
import { makeCertificate } from './certificate';
import { listen } from './listen';

test('a server ends though somebody has connected and says nothing', async () => {
  const server = await listen(async () => ({ status: 200 }), makeCertificate());
  const socket = connect(Number(new URL(server.endpoint).port), '127.0.0.1');
  const isClosed = new Promise((resolve) => socket.once('close', () => resolve(true)));
  await new Promise((resolve) => socket.once('connect', resolve));
  await server.close();
  expect(await isClosed).toBe(true);
});
