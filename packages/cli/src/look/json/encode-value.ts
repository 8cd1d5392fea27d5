import type { Value } from '@strata/hcl';
import { getDigits } from '../format-number';
import { isSecret, MASK, passOn } from '../secret-leaf';
import { type EncodedType, encodeType } from './encode-type';

/**
 * A value with its type, without loss: strings and booleans stand for themselves, everything else says what it is:
 * `{"num":"1.5"}`, `{"list":[…]}`, `{"object":{…}}`, `{"null":TYPE}`, `{"unknown":TYPE}`. What is sensitive is
 * `{"marks":["sensitive"],"of":"<sensitive>"}`.
 */
export interface EncodedValue {
  readonly type: EncodedType;
  readonly v: unknown;
}

export function encodeValue(value: Value): EncodedValue {
  return { type: encodeType(value.type), v: encodePart(value) };
}

function encodePart(value: Value): unknown {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return { [value.kind]: value.elements.map((element) => encodePart(passOn(value, element))) };
    case 'map':
    case 'object':
      return {
        [value.kind]: Object.fromEntries(
          [...value.entries].map(([key, entry]) => [key, encodePart(passOn(value, entry))]),
        ),
      };
    case 'null':
    case 'unknown':
      return { [value.kind]: encodeType(value.type) };
    default:
      return isSecret(value) ? { marks: ['sensitive'], of: MASK } : encodePlain(value);
  }
}

type PlainValue = Value & { readonly kind: 'string' | 'number' | 'bool' | 'capsule' };

function encodePlain(value: PlainValue): unknown {
  switch (value.kind) {
    case 'string':
      return value.string;
    case 'number':
      return { num: getDigits(value) };
    case 'bool':
      return value.bool;
    case 'capsule':
      return { capsule: value.content };
  }
}
