import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openFileStore, runService } from '@example/service-kit';
import { createCatalog } from './catalog';
import type { Order } from './order';
import { createRoutes } from './routes';

const CATALOG_URL = process.env.CATALOG_URL || 'http://127.0.0.1:8081';

void runService({
  name: 'orders-api',
  port: 8082,
  routes: async ({ stateDirectory }) =>
    createRoutes({
      orders: await openFileStore<Order>(join(stateDirectory, 'orders.json')),
      findProduct: createCatalog(CATALOG_URL),
      makeId: randomUUID,
    }),
});
