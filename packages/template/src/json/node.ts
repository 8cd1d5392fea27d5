import type { Range } from '@strata/diagnostics';

/** A piece of JSON with its place. */
export type JsonNode =
  | { readonly kind: 'null'; readonly range: Range }
  | { readonly kind: 'bool'; readonly bool: boolean; readonly range: Range }
  /** As written: numbers of a template may have more digits than a double. */
  | { readonly kind: 'number'; readonly text: string; readonly range: Range }
  | { readonly kind: 'string'; readonly string: string; readonly range: Range }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly range: Range }
  | JsonObject;

export interface JsonObject {
  readonly kind: 'object';
  /** In source order, without repeated names. */
  readonly members: readonly JsonMember[];
  readonly range: Range;
}

export interface JsonMember {
  readonly name: string;
  readonly nameRange: Range;
  readonly value: JsonNode;
  readonly range: Range;
}

/** The value under a name. */
export function getMember({ members }: JsonObject, name: string): JsonNode | undefined {
  return members.find((member) => member.name === name)?.value;
}
