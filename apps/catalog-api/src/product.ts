/** Something that can be ordered. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  /** In cents: money is counted, never measured. */
  readonly price: number;
}

/** What a caller may say about a product; the SKU is in the path. */
export type ProductInput = Omit<Product, 'sku'>;

const SKU = /^[A-Z0-9][A-Z0-9-]{1,31}$/;

/** One sentence for each thing that is wrong; none when `body` is a `ProductInput`. */
export function validateProduct(sku: string, body: unknown): readonly string[] {
  const { name, price } = (body ?? {}) as Partial<Record<keyof ProductInput, unknown>>;
  const problems: string[] = [];
  if (!SKU.test(sku)) problems.push('sku must be 2 to 32 capital letters, digits or dashes');
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200) {
    problems.push('name must be a text of 1 to 200 characters');
  }
  if (!Number.isSafeInteger(price) || Number(price) < 0) {
    problems.push('price must be a whole number of cents, 0 or more');
  }
  return problems;
}
