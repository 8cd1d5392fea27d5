import { once } from 'node:events';
import { createServer } from 'node:net';
import { findAddress, findEndpoints } from './loopback-address';

const findGuest = async (ports: readonly number[]) => findEndpoints(await findAddress(ports), ports);

test('each machine has an address of its own, with its own ports, or others where those may not be bound', async () => {
  const { address, ports } = await findGuest([22, 8080]);
  const taken = createServer();
  await once(taken.listen(ports.get(22), address), 'listening');
  const next = await findGuest([22, 8080]);
  taken.close();
  expect(address).toMatch(/^127\./u);
  expect([next.address, next.ports.get(22)]).not.toEqual([address, ports.get(22)]);
});

test('a machine that nobody may reach needs no port', async () => {
  expect((await findGuest([])).ports).toEqual(new Map());
});

test('a port that is taken is another one at the same address', async () => {
  const address = await findAddress([8080]);
  const taken = createServer();
  await once(taken.listen(8080, address), 'listening');
  const { ports } = await findEndpoints(address, [8080]);
  taken.close();
  expect(ports.get(8080)).toBeGreaterThan(8080);
});
