import type { Range } from '@strata/diagnostics';
import type { Json } from '../match/json';
import type { Matcher } from '../match/matcher';

/** Goss's names of what can be checked. */
export type CheckKind =
  | 'addr'
  | 'command'
  | 'dns'
  | 'file'
  | 'group'
  | 'http'
  | 'interface'
  | 'kernel-param'
  | 'matching'
  | 'mount'
  | 'package'
  | 'port'
  | 'process'
  | 'service'
  | 'user';

/** What one attribute is to be. */
export interface Expectation {
  readonly attribute: string;
  readonly matcher: Matcher;
  readonly range: Range;
}

/** One thing of a guest, and what is expected of it. */
export interface Check {
  readonly kind: CheckKind;
  /** Its key in the file. */
  readonly id: string;
  readonly title?: string;
  readonly meta?: Readonly<Record<string, Json>>;
  readonly skip: boolean;
  /** What says how to look: a path, a URL, a time limit. */
  readonly settings: Settings;
  readonly expectations: readonly Expectation[];
  /** Its key. */
  readonly range: Range;
}

export interface Settings {
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  readonly flag: (name: string) => boolean;
  readonly texts: (name: string) => readonly string[];
  readonly json: (name: string) => Json;
}

/** Settings as they stand in the file; one of another type than is asked for counts as not given. */
export function createSettings(given: Readonly<Record<string, Json>>): Settings {
  const get = (name: string): Json => (Object.hasOwn(given, name) ? (given[name] ?? null) : null);
  return {
    text: (name) => {
      const value = get(name);
      return typeof value === 'string' ? value : undefined;
    },
    number: (name) => {
      const value = get(name);
      return typeof value === 'number' ? value : undefined;
    },
    flag: (name) => get(name) === true,
    texts: (name) => {
      const value = get(name);
      return Array.isArray(value) ? value.map(String) : [];
    },
    json: get,
  };
}
