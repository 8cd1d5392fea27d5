import { canonicalJson, type Json } from './canonical-json';

/** One place where two JSON values differ; undefined is "not there". */
export interface Difference {
  /** `inline[2]`, `packages.openssl`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Where two values differ, as deep as both are objects. Lists that grew or shrank are told by what came and went. */
export function getDifferences(
  before: Json | undefined,
  after: Json | undefined,
  path = '',
): readonly Difference[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) return getObjectDifferences(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return getListDifferences(before, after, path);
  return [{ path, before, after }];
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

type JsonObject = { readonly [name: string]: Json | undefined };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function getObjectDifferences(before: JsonObject, after: JsonObject, path: string): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) =>
    getDifferences(before[name], after[name], path === '' ? name : `${path}.${name}`),
  );
}

function getListDifferences(
  before: readonly Json[],
  after: readonly Json[],
  path: string,
): readonly Difference[] {
  if (before.length === after.length)
    return before.flatMap((item, index) => getDifferences(item, after[index], `${path}[${index}]`));
  const gone = before.filter((item) => !after.some((other) => isSame(item, other)));
  const come = after.filter((item) => !before.some((other) => isSame(item, other)));
  const moved = gone.length + come.length === 0;
  if (moved) return [{ path, before, after }];
  return [
    ...gone.map((item) => ({ path, before: item, after: undefined })),
    ...come.map((item) => ({ path, before: undefined, after: item })),
  ];
}
