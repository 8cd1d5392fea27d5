import { Type } from '../../types/type';
import { withoutOptional } from '../../types/walk';
import type { Value } from '../../values/value';

/** What a body is to hold and what value is to be made of it: upstream's decoding specifications. */
export type Specification =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Specification> }
  | { readonly kind: 'tuple'; readonly items: readonly Specification[] }
  | { readonly kind: 'attribute'; readonly name: string; readonly type: Type; readonly required: boolean }
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'label'; readonly index: number; readonly name: string }
  | { readonly kind: 'default'; readonly primary: Specification; readonly fallback: Specification }
  | BlockSpecification;

export type BlockSpecification =
  | {
      readonly kind: 'block';
      readonly type: string;
      readonly nested: Specification;
      readonly required: boolean;
    }
  | {
      readonly kind: 'block list' | 'block set' | 'block tuple';
      readonly type: string;
      readonly nested: Specification;
      readonly min: number;
      /** 0 for as many as there are. */
      readonly max: number;
    }
  | {
      readonly kind: 'block map' | 'block object';
      readonly type: string;
      readonly labels: readonly string[];
      readonly nested: Specification;
    }
  | {
      readonly kind: 'block attributes';
      readonly type: string;
      readonly element: Type;
      readonly required: boolean;
    };

/** The type of what a specification gives, before there is a body; dynamic where that decides. */
export function impliedType(specification: Specification): Type {
  switch (specification.kind) {
    case 'object':
      return Type.object(
        new Map([...specification.fields].map(([name, field]) => [name, impliedType(field)])),
      );
    case 'tuple':
      return Type.tuple(specification.items.map(impliedType));
    case 'attribute':
      return withoutOptional(specification.type);
    case 'literal':
      return specification.value.type;
    case 'label':
      return Type.string;
    case 'default':
      return impliedType(specification.primary);
    case 'block':
      return impliedType(specification.nested);
    case 'block list':
      return Type.list(impliedType(specification.nested));
    case 'block set':
      return Type.set(impliedType(specification.nested));
    case 'block map':
      return specification.labels.reduce<Type>((inner) => Type.map(inner), impliedType(specification.nested));
    case 'block attributes':
      return Type.map(withoutOptional(specification.element));
    case 'block tuple':
    case 'block object':
      return Type.dynamic;
  }
}

/** The specifications that read the same body, without those of nested blocks. */
export function partsOf(specification: Specification): readonly Specification[] {
  switch (specification.kind) {
    case 'object':
      return [...specification.fields.values()].flatMap(partsOf);
    case 'tuple':
      return specification.items.flatMap(partsOf);
    case 'default':
      return [specification.primary, specification.fallback].flatMap(partsOf);
    default:
      return [specification];
  }
}

/** The labels that blocks of a specification have: those it takes itself and those that its inside asks for. */
export function labelNames(specification: BlockSpecification): readonly string[] {
  const own = 'labels' in specification ? specification.labels : [];
  const nested = 'nested' in specification ? partsOf(specification.nested) : [];
  const labels = nested.filter((part) => part.kind === 'label').sort((a, b) => a.index - b.index);
  return [...own, ...labels.map(({ name }) => name)];
}
