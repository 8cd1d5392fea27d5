import { HttpProblem } from '@example/service-kit';

/** What orders need to know about a product. */
export interface CatalogProduct {
  readonly sku: string;
  readonly name: string;
  /** In cents. */
  readonly price: number;
}

/** Looks a product up in the name of the caller whose token it is; undefined when there is no such product. */
export type FindProduct = (sku: string, token: string) => Promise<CatalogProduct | undefined>;

/** Generous for a neighbour on loopback, and shorter than any client waits. */
const TIMEOUT_MS = 3_000;

/** Asks the catalogue service at `url`. A catalogue that does not answer is a 502, which tells callers to come again. */
export function createCatalog(url: string): FindProduct {
  return async (sku, token) => {
    const response = await ask(`${url}/products/${encodeURIComponent(sku)}`, token);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new HttpProblem(502, `The catalogue answered ${response.status}`);
    return (await response.json()) as CatalogProduct;
  };
}

async function ask(url: string, token: string): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new HttpProblem(502, 'The catalogue does not answer');
  }
}
