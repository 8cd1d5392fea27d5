import type { JsonNode } from '@strata/hcl';

const names: Readonly<Record<JsonNode['kind'], string>> = {
  null: 'null',
  bool: 'true or false',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'an object',
  invalid: 'nothing that can be read',
};

/** What a value in JSON is, for people. */
export function nameKind({ kind }: Pick<JsonNode, 'kind'>): string {
  return names[kind];
}
