import { join } from 'node:path';
import { openFileStore, runService } from '@example/service-kit';
import type { Product } from './product';
import { createRoutes } from './routes';

void runService({
  name: 'catalog-api',
  port: 8081,
  routes: async ({ stateDirectory }) =>
    createRoutes(await openFileStore<Product>(join(stateDirectory, 'products.json'))),
});
