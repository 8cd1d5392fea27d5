import type { ObjectType, TupleType, Type } from '../types/type';

/** Negative when `a` is the more general type, to which `b` converts; zero when neither is. */
export function compareTypes(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic')
    return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  if (isPrimitive(a) && isPrimitive(b)) return Number(b.kind === 'string') - Number(a.kind === 'string');
  if ('element' in a && 'element' in b && a.kind === b.kind) return compareTypes(a.element, b.element);
  if (a.kind === 'object' && b.kind === 'object') return compareObjects(a, b);
  if (a.kind === 'tuple' && b.kind === 'tuple') return compareTuples(a, b);
  return compareKinds(a.kind, b.kind);
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

/** The kinds that a kind takes in. A set comes last: turning into one loses order and duplicates. */
const takesIn: Readonly<Partial<Record<Type['kind'], readonly Type['kind'][]>>> = {
  list: ['tuple', 'set'],
  tuple: ['set'],
  map: ['object'],
};

function compareKinds(a: Type['kind'], b: Type['kind']): number {
  if (takesIn[a]?.includes(b)) return -1;
  return takesIn[b]?.includes(a) ? 1 : 0;
}

function compareObjects(a: ObjectType, b: ObjectType): number {
  if (a.attributes.size !== b.attributes.size) return 0;
  const orders: number[] = [];
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined) return 0;
    orders.push(compareTypes(type, other));
  }
  return common(orders);
}

function compareTuples(a: TupleType, b: TupleType): number {
  if (a.elements.length !== b.elements.length) return 0;
  return common(a.elements.map((type, i) => compareTypes(type, b.elements[i] as Type)));
}

/** One direction for all parts, or none. */
function common(orders: readonly number[]): number {
  const down = orders.some((order) => order < 0);
  const up = orders.some((order) => order > 0);
  if (down === up) return 0;
  return down ? -1 : 1;
}
