import { createMemoryStore, makeToken, startService } from '@example/service-kit/testing';
import { Router } from 'express';
import { createCatalog } from './catalog';
import { createRoutes } from './routes';

type Service = Awaited<ReturnType<typeof startService>>;

/** A neighbour on loopback that speaks as catalog-api does. */
function makeCatalogRoutes(): Router {
  const routes = Router();
  routes.get('/products/TEA-01', (_request, response) => {
    response.send({ sku: 'TEA-01', name: 'Tea', price: 450 });
  });
  routes.get('/products/BROKEN', (_request, response) => {
    response.status(503).send();
  });
  return routes;
}

let catalog: Service;
let service: Service;
beforeEach(async () => {
  let count = 0;
  catalog = await startService(makeCatalogRoutes());
  const parts = {
    orders: createMemoryStore<never>(),
    findProduct: createCatalog(catalog.url),
    makeId: () => `id-${++count}`,
  };
  service = await startService(createRoutes(parts));
});
afterEach(() => Promise.all([service.stop(), catalog.stop()]));

const ada = makeToken('ada');
const grace = makeToken('grace');
const tea = { lines: [{ sku: 'TEA-01', quantity: 2 }] };
const order = {
  id: 'id-1',
  customer: 'ada',
  lines: [{ sku: 'TEA-01', quantity: 2, name: 'Tea', price: 450 }],
  total: 900,
};

test('an order takes its prices from the catalogue, asked with the caller’s own token', async () => {
  expect(await service.call(ada, 'POST', '/orders', tea)).toEqual({ status: 201, body: order });
  expect(await service.call(ada, 'GET', '/orders/id-1')).toEqual({ status: 200, body: order });
});

test('callers see their own orders and nobody else’s', async () => {
  await service.call(ada, 'POST', '/orders', tea);
  expect(await service.call(ada, 'GET', '/orders')).toEqual({ status: 200, body: { orders: [order] } });
  expect(await service.call(grace, 'GET', '/orders')).toEqual({ status: 200, body: { orders: [] } });
  expect((await service.call(grace, 'GET', '/orders/id-1')).status).toBe(404);
});

test('an order of something that is not sold is refused by name', async () => {
  const body = { lines: [...tea.lines, { sku: 'GOLD', quantity: 1 }] };
  expect(await service.call(ada, 'POST', '/orders', body)).toEqual({
    status: 422,
    body: { title: 'The order is not valid', status: 422, errors: ['There is no product GOLD'] },
  });
});

test('an order that is not valid never reaches the catalogue', async () => {
  await catalog.stop();
  expect((await service.call(ada, 'POST', '/orders', { lines: [] })).status).toBe(422);
});

test('a catalogue in trouble is a bad gateway, and no order is kept', async () => {
  expect(
    (await service.call(ada, 'POST', '/orders', { lines: [{ sku: 'BROKEN', quantity: 1 }] })).status,
  ).toBe(502);
  await catalog.stop();
  expect((await service.call(ada, 'POST', '/orders', tea)).status).toBe(502);
  expect((await service.call(ada, 'GET', '/orders')).body).toEqual({ orders: [] });
});
