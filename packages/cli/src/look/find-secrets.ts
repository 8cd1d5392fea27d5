import type { Value } from '@strata/hcl';
import { passOn } from './secret-leaf';

/** Every text in a value that is sensitive by itself or by what it is part of. */
export function* findSecrets(value: Value): Generator<string> {
  switch (value.kind) {
    case 'string':
      if (value.sensitive) yield value.string;
      return;
    case 'list':
    case 'set':
    case 'tuple':
      for (const element of value.elements) yield* findSecrets(passOn(value, element));
      return;
    case 'map':
    case 'object':
      for (const entry of value.entries.values()) yield* findSecrets(passOn(value, entry));
  }
}
