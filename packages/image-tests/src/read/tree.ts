import type { Range } from '@strata/diagnostics';
import type { Json } from '../match/json';

/** A value of a test file with its place, whatever it was written in: aliases and merged maps are resolved. */
export type Located = { readonly range: Range } & (
  | { readonly kind: 'scalar'; readonly value: null | boolean | number | string }
  | { readonly kind: 'list'; readonly items: readonly Located[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
);

export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Located;
}

/** The value without its places. */
export function toJson(node: Located): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toJson);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toJson(value)]));
  }
}

/** What a value is called in problems. */
export function describe(node: Located): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  if (node.value === null) return 'nothing';
  return JSON.stringify(node.value);
}
