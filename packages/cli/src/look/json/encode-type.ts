import type { Type } from '@strata/hcl';

/** A type as cty writes it in JSON: `"string"`, `["list","number"]`, `["object",{"a":"bool"},["a"]]`. */
export type EncodedType = string | readonly unknown[];

export function encodeType(type: Type): EncodedType {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, encodeType(type.element)];
    case 'tuple':
      return ['tuple', type.elements.map(encodeType)];
    case 'object': {
      const attributes = Object.fromEntries([...type.attributes].map(([name, of]) => [name, encodeType(of)]));
      return type.optional.size === 0
        ? ['object', attributes]
        : ['object', attributes, [...type.optional].sort()];
    }
    case 'capsule':
      return ['capsule', type.name];
    default:
      return type.kind;
  }
}
