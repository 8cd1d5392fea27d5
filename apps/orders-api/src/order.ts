/** What a caller asks for. */
export interface OrderInput {
  readonly lines: readonly OrderLine[];
}

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

/** An order with the prices of the moment in which it was made, in cents. */
export interface Order {
  readonly id: string;
  /** The subject of the token that ordered. */
  readonly customer: string;
  readonly lines: readonly PricedLine[];
  readonly total: number;
}

export interface PricedLine extends OrderLine {
  readonly name: string;
  readonly price: number;
}

const MOST_LINES = 50;
const MOST_OF_ONE = 1_000;

/** One sentence for each thing that is wrong; none when `body` is an `OrderInput`. */
export function validateOrder(body: unknown): readonly string[] {
  const lines = (body as { lines?: unknown } | null | undefined)?.lines;
  if (!Array.isArray(lines) || lines.length < 1 || lines.length > MOST_LINES) {
    return [`lines must be a list of 1 to ${MOST_LINES} lines`];
  }
  return lines.flatMap(validateLine);
}

function validateLine(line: unknown, index: number): readonly string[] {
  const { sku, quantity } = (line ?? {}) as Partial<Record<keyof OrderLine, unknown>>;
  const problems: string[] = [];
  if (typeof sku !== 'string' || sku === '') problems.push(`lines[${index}].sku must be a text`);
  if (!Number.isInteger(quantity) || Number(quantity) < 1 || Number(quantity) > MOST_OF_ONE) {
    problems.push(`lines[${index}].quantity must be a whole number from 1 to ${MOST_OF_ONE}`);
  }
  return problems;
}

/** The sum of all lines, in cents. */
export function getTotal(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}
