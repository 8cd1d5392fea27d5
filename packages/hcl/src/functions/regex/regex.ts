import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';
import { capturesOf, captureType, captureValue } from './captures';
import { compile } from './compile';
import { matchesOf } from './matches';
import { readWholeText } from './whole-text';

const parameters = [parameter.string('pattern'), parameter.string('string')];

const typeFor = (pattern: Value | undefined): Type => {
  if (pattern?.kind !== 'string') return Type.dynamic;
  return readWholeText(pattern.string) ? Type.string : captureType(capturesOf(compile(pattern.string, 0)));
};

const failWithoutMatch = (): never => fail('pattern did not match any part of the given string');

export const regex = define({
  description: 'What the pattern captures where it first matches.',
  parameters,
  returns: ([pattern]) => typeFor(pattern),
  call([pattern, string]) {
    const whole = readWholeText(textOf(pattern));
    if (whole) return whole.test(textOf(string)) ? Value.string(textOf(string)) : failWithoutMatch();
    const compiled = compile(textOf(pattern), 0);
    const matcher = compiled.matcher(textOf(string));
    if (!matcher.find()) failWithoutMatch();
    return captureValue(capturesOf(compiled), matcher);
  },
});

export const regexall = define({
  description: 'What the pattern captures wherever it matches.',
  parameters,
  returns: ([pattern]) => Type.list(typeFor(pattern)),
  call([pattern, string], type) {
    const compiled = compile(textOf(pattern), 0);
    const captures = capturesOf(compiled);
    const found = Array.from(matchesOf(compiled, textOf(string)), (matcher) =>
      captureValue(captures, matcher),
    );
    return Value.list((type as { element: Type }).element, found);
  },
});
