import { createMemoryStore, makeToken, startService } from '@example/service-kit/testing';
import type { Product } from './product';
import { createRoutes } from './routes';

const reader = makeToken('ada');
const writer = makeToken('grace', 'catalog:write');
const tea: Product = { sku: 'TEA-01', name: 'Tea', price: 450 };

let service: Awaited<ReturnType<typeof startService>>;
beforeEach(async () => {
  service = await startService(createRoutes(createMemoryStore()));
});
afterEach(() => service.stop());

test('a product that was put is created, found and listed', async () => {
  expect(await service.call(writer, 'PUT', '/products/TEA-01', { name: 'Tea', price: 450 })).toEqual({
    status: 201,
    body: tea,
  });
  expect(await service.call(reader, 'GET', '/products/TEA-01')).toEqual({ status: 200, body: tea });
  expect(await service.call(reader, 'GET', '/products')).toEqual({ status: 200, body: { products: [tea] } });
});

test('putting a product again changes it', async () => {
  await service.call(writer, 'PUT', '/products/TEA-01', { name: 'Tea', price: 450 });
  expect(await service.call(writer, 'PUT', '/products/TEA-01', { name: 'Tea', price: 500 })).toEqual({
    status: 200,
    body: { ...tea, price: 500 },
  });
});

test('nothing but name and price is kept', async () => {
  const body = { name: 'Tea', price: 450, sku: 'OTHER', admin: true };
  expect(await service.call(writer, 'PUT', '/products/TEA-01', body)).toEqual({ status: 201, body: tea });
});

test('a product that is not there is not found', async () => {
  expect((await service.call(reader, 'GET', '/products/NONE-1')).status).toBe(404);
});

test('readers can not write', async () => {
  expect((await service.call(reader, 'PUT', '/products/TEA-01', tea)).status).toBe(403);
});

test('a product that is not valid is refused with every reason', async () => {
  expect(await service.call(writer, 'PUT', '/products/TEA-01', {})).toEqual({
    status: 422,
    body: {
      title: 'The product is not valid',
      status: 422,
      errors: [
        'name must be a text of 1 to 200 characters',
        'price must be a whole number of cents, 0 or more',
      ],
    },
  });
});
