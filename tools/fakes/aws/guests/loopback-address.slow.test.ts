import { once } from 'node:events';
import { createServer } from 'node:net';
import { findEndpoints } from './loopback-address';

test('each machine has an address of its own, with its own ports, or others where those may not be bound', async () => {
  const { address, ports } = await findEndpoints([22, 8080]);
  const taken = createServer();
  await once(taken.listen(ports.get(22), address), 'listening');
  const next = await findEndpoints([22, 8080]);
  taken.close();
  expect(address).toMatch(/^127\./u);
  expect([next.address, next.ports.get(22)]).not.toEqual([address, ports.get(22)]);
});

test('a machine that nobody may reach needs no port', async () => {
  expect((await findEndpoints([])).ports).toEqual(new Map());
});
