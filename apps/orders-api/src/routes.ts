import { type Caller, type FileStore, getCaller, HttpProblem } from '@example/service-kit';
import { Router } from 'express';
import type { FindProduct } from './catalog';
import {
  getTotal,
  type Order,
  type OrderInput,
  type OrderLine,
  type PricedLine,
  validateOrder,
} from './order';

/** What the routes work with. */
export interface OrderParts {
  readonly orders: FileStore<Order>;
  readonly findProduct: FindProduct;
  readonly makeId: () => string;
}

/** `POST /orders`, and `GET /orders` and `GET /orders/:id` for the caller's own. */
export function createRoutes({ orders, findProduct, makeId }: OrderParts): Router {
  const routes = Router();
  routes.get('/orders', (_request, response) => {
    const { subject } = getCaller(response);
    response.send({ orders: orders.list().filter((order) => order.customer === subject) });
  });
  routes.get('/orders/:id', (request, response) => {
    const order = orders.get(request.params.id);
    // Somebody else's order is not found either: whether it exists is nobody's business.
    if (order?.customer !== getCaller(response).subject)
      throw new HttpProblem(404, `No order ${request.params.id}`);
    response.send(order);
  });
  routes.post('/orders', async (request, response) => {
    const problems = validateOrder(request.body);
    if (problems.length > 0) throw new HttpProblem(422, 'The order is not valid', problems);
    const caller = getCaller(response);
    const lines = await getPrices((request.body as OrderInput).lines, caller, findProduct);
    const order = { id: makeId(), customer: caller.subject, lines, total: getTotal(lines) };
    await orders.put(order.id, order);
    response.status(201).location(`/orders/${order.id}`).send(order);
  });
  return routes;
}

async function getPrices(
  lines: readonly OrderLine[],
  caller: Caller,
  findProduct: FindProduct,
): Promise<readonly PricedLine[]> {
  const products = await Promise.all(lines.map(({ sku }) => findProduct(sku, caller.token)));
  const unknown = lines
    .filter((_line, index) => !products[index])
    .map(({ sku }) => `There is no product ${sku}`);
  if (unknown.length > 0) throw new HttpProblem(422, 'The order is not valid', unknown);
  return lines.map(({ sku, quantity }, index) => {
    const { name, price } = products[index]!;
    return { sku, quantity, name, price };
  });
}
