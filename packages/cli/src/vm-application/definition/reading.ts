import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import type { JsonNode, JsonObject } from '@strata/hcl';
import { problem } from '../../codes';

/** What is found out while a definition is read: all that is wrong, and where each setting stands. */
export interface Reading {
  readonly diagnostics: Diagnostic[];
  readonly places: Map<string, Range>;
}

/** Reads the value of one setting; undefined, with a word of why, for what is none. */
export type Reader<T> = (node: JsonNode, path: string, reading: Reading) => T | undefined;

type Readers = Readonly<Record<string, Reader<unknown>>>;

/** A setting that is not there, or not right, is undefined. */
export type Read<R extends Readers> = {
  readonly [K in keyof R]: R[K] extends Reader<infer T> ? T | undefined : never;
};

/** Says what is wrong with a setting, at its place. */
export function tell(
  reading: Reading,
  at: { readonly range: Range },
  { detail, hint }: { readonly detail: string; readonly hint?: string | undefined },
): undefined {
  reading.diagnostics.push(
    problem('CLI060', { detail, subject: at.range, ...(hint !== undefined && { hint }) }),
  );
  return undefined;
}

/** Reads the members of an object, each by its reader. Others are problems, and so is one that comes twice. */
export function readMembers<R extends Readers>(
  { object, path }: { readonly object: JsonObject; readonly path: string },
  readers: R,
  reading: Reading,
): Read<R> {
  const found: Record<string, unknown> = {};
  for (const { name, value } of object.members) {
    const own = path === '' ? name.string : `${path}.${name.string}`;
    const reader = Object.hasOwn(readers, name.string) ? readers[name.string] : undefined;
    // Editors look there for help.
    if (own === '$schema') continue;
    if (!reader) {
      const near = suggest(name.string, Object.keys(readers));
      tell(reading, name, {
        detail: `"${own}" is no setting of a VM application${path === '' ? '' : ' here'}.`,
        hint: near ? `Was "${near}" meant?` : `Settings are: ${Object.keys(readers).join(', ')}.`,
      });
    } else if (Object.hasOwn(found, name.string)) tell(reading, name, { detail: `"${own}" is set twice.` });
    else {
      reading.places.set(own, value.range);
      found[name.string] = reader(value, own, reading);
    }
  }
  return found as Read<R>;
}

/** Says of each setting that it has to be there. */
export function requireMembers<K extends string>(
  object: JsonObject,
  required: Readonly<Record<K, string>>,
  reading: Reading,
): void {
  const given = new Set(object.members.map(({ name }) => name.string));
  for (const [name, hint] of Object.entries<string>(required))
    if (!given.has(name)) tell(reading, object, { detail: `"${name}" is missing.`, hint });
}
