import type { JsonNode } from '@strata/hcl';
import { nameKind } from '../../name-json';
import { type Reader, tell } from './reading';

/** What a text has to be like. */
export interface TextRule {
  readonly pattern: RegExp;
  /** For people: `a path from the folder of the application`. */
  readonly meaning: string;
  readonly hint?: string;
}

/** A text that is not empty. */
export function text(rule?: TextRule): Reader<string> {
  return (node, path, reading) => {
    if (node.kind !== 'string')
      return tell(reading, node, { detail: `"${path}" is ${nameKind(node)}, and should be a text.` });
    if (node.string === '') return tell(reading, node, { detail: `"${path}" is empty.`, hint: rule?.hint });
    if (!rule || rule.pattern.test(node.string)) return node.string;
    return tell(reading, node, {
      detail: `"${path}" is ${node.raw}, which is not ${rule.meaning}.`,
      hint: rule.hint,
    });
  };
}

/** A text that its own rules judge, however it looks. */
export const anyText: Reader<string> = (node, path, reading) =>
  node.kind === 'string'
    ? node.string
    : tell(reading, node, { detail: `"${path}" is ${nameKind(node)}, and should be a text.` });

/** One of some words. */
export function word<const W extends string>(words: readonly W[]): Reader<W> {
  return (node, path, reading) => {
    const found = node.kind === 'string' ? words.find((each) => each === node.string) : undefined;
    const given = node.kind === 'string' ? node.raw : nameKind(node);
    const allowed = words.map((each) => `"${each}"`).join(', ');
    return found ?? tell(reading, node, { detail: `"${path}" is ${given}. Allowed: ${allowed}.` });
  };
}

export const flag: Reader<boolean> = (node, path, reading) =>
  node.kind === 'bool'
    ? node.bool
    : tell(reading, node, { detail: `"${path}" is ${nameKind(node)}, and should be true or false.` });

/** A number as it is written; rules say which ones are right. */
export const amount: Reader<number> = (node, path, reading) =>
  node.kind === 'number'
    ? Number(node.raw)
    : tell(reading, node, { detail: `"${path}" is ${nameKind(node)}, and should be a number.` });

/** A list; every item is read, and what is wrong with each is told. */
export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (node, path, reading) => {
    if (node.kind !== 'array')
      return tell(reading, node, { detail: `"${path}" is ${nameKind(node)}, and should be a list.` });
    return node.items.flatMap((each, index) => {
      const own = `${path}.${index}`;
      reading.places.set(own, each.range);
      return item(each, own, reading) ?? [];
    });
  };
}

/** An object whose members a function reads. */
export function object<T>(
  read: (
    at: { readonly object: Extract<JsonNode, { kind: 'object' }>; readonly path: string },
    reading: Parameters<Reader<T>>[2],
  ) => T | undefined,
): Reader<T> {
  return (node, path, reading) =>
    node.kind === 'object'
      ? read({ object: node, path }, reading)
      : tell(reading, node, { detail: `"${path}" is ${nameKind(node)}, and should be an object.` });
}
