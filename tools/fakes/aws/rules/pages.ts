import { refuse, refuseValue } from '../refusal';

export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface PageLimits {
  readonly least: number;
  readonly most: number;
  /** Results on a page when nobody says. @default all */
  readonly usual?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Only when there is more. */
  readonly nextToken: string | undefined;
}

const tokenPrefix = 'page:';

/** One page of a list. Tokens are opaque to clients, and refused when nobody gave them out. */
export function takePage<Item>(
  all: readonly Item[],
  { MaxResults: wanted, NextToken: token }: PageRequest,
  { least, most, usual = all.length }: PageLimits,
): Page<Item> {
  if (wanted !== undefined && (!Number.isInteger(wanted) || wanted < least || wanted > most))
    throw refuseValue('maxResults', wanted, `Expecting a value between ${least} and ${most}.`);
  const start = token === undefined ? 0 : readToken(token);
  const end = start + (wanted ?? usual);
  return { items: all.slice(start, end), nextToken: end < all.length ? writeToken(end) : undefined };
}

function writeToken(start: number): string {
  return Buffer.from(`${tokenPrefix}${start}`).toString('base64url');
}

function readToken(token: string): number {
  const text = Buffer.from(token, 'base64url').toString();
  const start = Number(text.slice(tokenPrefix.length));
  if (!text.startsWith(tokenPrefix) || !Number.isInteger(start))
    throw refuse('InvalidNextToken', 'The specified NextToken is not valid.');
  return start;
}
