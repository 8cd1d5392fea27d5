import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';

function test(description: string, second: string, holds: (text: string, part: string) => boolean) {
  return define({
    description,
    parameters: [parameter.string('str'), parameter.string(second)],
    returns: Type.bool,
    call: ([str, part]) => Value.bool(holds(textOf(str), textOf(part))),
  });
}

export const startswith = test('Whether the text starts with the prefix.', 'prefix', (text, part) =>
  text.startsWith(part),
);
export const endswith = test('Whether the text ends with the suffix.', 'suffix', (text, part) =>
  text.endsWith(part),
);
export const strcontains = test('Whether the text contains the other.', 'substr', (text, part) =>
  text.includes(part),
);
