import type { Type } from '@strata/hcl';
import type { OptionType } from '@strata/sdk';

/** What an option takes, as part of a sentence: `a list of strings`. */
export function getWantedName(type: OptionType): string {
  if (typeof type === 'string') return SIMPLE[type];
  if ('list' in type) return `a list of ${getPlural(type.list)}`;
  if ('map' in type) return `a map of ${getPlural(type.map)}`;
  return `an object with ${Object.keys(type.object).join(', ')}`;
}

const SIMPLE: Readonly<Record<Extract<OptionType, string>, string>> = {
  string: 'a string',
  number: 'a number',
  bool: 'true or false',
  duration: 'a duration such as "1h2m3s"',
  any: 'any value',
  input: 'the content of another project, such as data.strata-image.NAME.layers',
};

function getPlural(type: OptionType): string {
  if (type === 'bool') return 'bools';
  if (type === 'any') return 'anything';
  if (type === 'input') return 'contents of other projects';
  if (typeof type === 'string') return `${type}s`;
  return getWantedName(type).replace(/^an? (\w+)/u, '$1s');
}

/** What a value is, as part of a sentence: `a list`. */
export function getGivenName(type: Type): string {
  switch (type.kind) {
    case 'string':
      return 'a string';
    case 'number':
      return 'a number';
    case 'bool':
      return 'a bool';
    case 'list':
    case 'tuple':
      return 'a list';
    case 'set':
      return 'a set';
    case 'map':
      return 'a map';
    case 'object':
      return 'an object';
    case 'capsule':
      return type.name;
    case 'dynamic':
      return 'something not known yet';
  }
}
