import type { BodyCheck } from '../types/resource-type';
import { checkBody } from './check-shape';
import type { Member, ObjectShape, Shape } from './shape';

/** For types whose data no package has: what Azure's reference says of them, as far as images need it. */
export const text: Shape = { kind: 'text' };
export const number: Shape = { kind: 'number' };
export const flag: Shape = { kind: 'flag' };
export const anything: Shape = { kind: 'anything' };

export function oneOf(...values: readonly string[]): Shape {
  return { kind: 'text', values };
}

export function listOf(item: Shape): Shape {
  return { kind: 'list', item };
}

export function mapOf(value: Shape): Shape {
  return { kind: 'map', value };
}

/** Members by name; those that end in `!` have to be there. */
export function objectOf(name: string, members: Readonly<Record<string, Shape>>): ObjectShape {
  const named = Object.entries(members).map(([member, shape]): [string, Member] => [
    member.replace(/!$/, ''),
    { shape, required: member.endsWith('!'), readOnly: false },
  ]);
  return { kind: 'object', name, members: new Map(named) };
}

/** A body with what every resource has beside its properties. */
export function checkResource(
  name: string,
  properties: Shape,
  more: Readonly<Record<string, Shape>> = {},
): BodyCheck {
  const common = { location: text, tags: mapOf(text), identity: anything, 'properties!': properties };
  const shape = objectOf(name, { ...common, ...more });
  return (body) => checkBody(shape, body);
}
