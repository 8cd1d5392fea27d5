import type { Range } from '@strata/diagnostics';
import type { BigFloat } from '../values/number/big-float';

/** A piece of JSON with its place. */
export type JsonNode =
  | JsonNull
  | JsonBool
  | JsonNumber
  | JsonString
  | JsonArray
  | JsonObject
  /** Stands where no value could be made out. */
  | JsonInvalid;

interface Node {
  readonly range: Range;
}

export interface JsonNull extends Node {
  readonly kind: 'null';
}

export interface JsonBool extends Node {
  readonly kind: 'bool';
  readonly bool: boolean;
}

export interface JsonNumber extends Node {
  readonly kind: 'number';
  /** With all its digits, which a double would not keep. */
  readonly number: BigFloat;
  /** As written. */
  readonly raw: string;
}

export interface JsonString extends Node {
  readonly kind: 'string';
  readonly string: string;
  /** As written, quotes and escapes included: tells where in the file a part of the text stands. */
  readonly raw: string;
}

export interface JsonArray extends Node {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonObject extends Node {
  readonly kind: 'object';
  /** In source order. A name may come more than once. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly name: JsonString;
  readonly value: JsonNode;
}

export interface JsonInvalid extends Node {
  readonly kind: 'invalid';
}

/** The first value under a name. */
export function memberOf({ members }: JsonObject, name: string): JsonNode | undefined {
  return members.find((member) => member.name.string === name)?.value;
}
