import { reveal, type Text } from '@strata/sdk';

/** Variables of the environment; an empty one is none, as for Azure's own tools. */
export type Variables = Readonly<Record<string, string | undefined>>;

export function getVariable(variables: Variables, ...names: readonly string[]): string | undefined {
  for (const name of names) if (variables[name]) return variables[name];
  return undefined;
}

/** An option that a variable of a template left empty is none. */
export function getGiven(text: Text | undefined): string | undefined {
  return text === undefined ? undefined : reveal(text) || undefined;
}
