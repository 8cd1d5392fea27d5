import type { Need } from './need';

/** A custom role, as `az role definition create --role-definition @FILE` takes it. */
export interface RoleDefinition {
  readonly Name: string;
  readonly IsCustom: true;
  readonly Description: string;
  readonly Actions: readonly string[];
  readonly NotActions: readonly string[];
  readonly DataActions: readonly string[];
  readonly NotDataActions: readonly string[];
  /** Where it may be given; it holds nowhere before it is. */
  readonly AssignableScopes: readonly string[];
}

/** The role that allows what is needed and no more. The same needs give the same text. */
export function getRole(needs: readonly Need[], name: string): RoleDefinition {
  const list = (isData: boolean) =>
    getDistinct(needs.filter((need) => need.isData === isData).map(({ action }) => action));
  return {
    Name: name,
    IsCustom: true,
    Description: 'What Strata does for the templates and destinations that this was made for.',
    Actions: list(false),
    NotActions: [],
    DataActions: list(true),
    NotDataActions: [],
    AssignableScopes: getOuter(needs.map(({ scope }) => scope)),
  };
}

/** Each once, in order; Azure makes no difference between letters of both sizes. */
function getDistinct(texts: readonly string[]): readonly string[] {
  const byFolded = new Map(texts.map((text) => [text.toLowerCase(), text] as const));
  return [...byFolded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

/** Those scopes that are within no other one. */
function getOuter(scopes: readonly string[]): readonly string[] {
  const all = getDistinct(scopes);
  const isIn = (inner: string, outer: string) => inner.toLowerCase().startsWith(`${outer.toLowerCase()}/`);
  return all.filter((scope) => !all.some((other) => isIn(scope, other)));
}
