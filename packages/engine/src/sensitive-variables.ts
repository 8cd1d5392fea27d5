import { isSensitive, type Value } from '@strata/hcl';
import type { SecretFilter } from '@strata/sdk';
import type { Template } from '@strata/template';

/** Masks each text in the values of sensitive variables, as Packer does: also where it is a part of a longer option. */
export function registerSensitiveVariables(filter: SecretFilter, { variables }: Template): void {
  for (const { sensitive, value } of variables.values()) {
    if (sensitive || isSensitive(value)) for (const text of findTexts(value)) filter.register(text);
  }
}

function* findTexts(value: Value): Generator<string> {
  switch (value.kind) {
    case 'string':
      yield value.string;
      return;
    case 'list':
    case 'set':
    case 'tuple':
      for (const element of value.elements) yield* findTexts(element);
      return;
    case 'map':
    case 'object':
      for (const entry of value.entries.values()) yield* findTexts(entry);
  }
}
