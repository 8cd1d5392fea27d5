import { type FileStore, HttpProblem, requireScope } from '@example/service-kit';
import { Router } from 'express';
import { type Product, type ProductInput, validateProduct } from './product';

/** `GET /products`, `GET /products/:sku`, and `PUT /products/:sku` for those who may write. */
export function createRoutes(products: FileStore<Product>): Router {
  const routes = Router();
  routes.get('/products', (_request, response) => {
    response.send({ products: products.list() });
  });
  routes.get('/products/:sku', (request, response) => {
    const product = products.get(request.params.sku);
    if (!product) throw new HttpProblem(404, `No product ${request.params.sku}`);
    response.send(product);
  });
  routes.put('/products/:sku', requireScope('catalog:write'), async (request, response) => {
    const sku = String(request.params.sku);
    const problems = validateProduct(sku, request.body);
    if (problems.length > 0) throw new HttpProblem(422, 'The product is not valid', problems);
    const { name, price } = request.body as ProductInput;
    const status = products.get(sku) ? 200 : 201;
    await products.put(sku, { sku, name, price });
    response.status(status).send({ sku, name, price });
  });
  return routes;
}
