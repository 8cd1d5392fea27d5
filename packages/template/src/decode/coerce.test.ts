import { Value } from '@strata/hcl';
import { type OptionSpec, reveal, type Secret } from '@strata/sdk';
import { coerce } from './coerce';

const list: OptionSpec = { type: { list: 'string' }, doc: '', affects: 'result' };
const expand = (text: string) => ({ text });

describe('a string given for a list of strings', () => {
  it.each([
    ['a,b, c', ['a', 'b', ' c']],
    ['a', ['a']],
    ['', []],
  ])('is cut at its commas where the language does so: %j', (text, expected) => {
    const coerced = coerce(Value.string(text), list, { expand, cutsAtCommas: true });
    expect(coerced).toEqual({ value: expected, known: true, complaints: [] });
  });

  it('stays secret in pieces', () => {
    const text = Value.sensitive(Value.string('geheim,x'));
    const { value } = coerce(text, { ...list, secret: true }, { expand, cutsAtCommas: true });
    expect(JSON.stringify(value)).toBe('["<sensitive>","<sensitive>"]');
    expect((value as readonly Secret[]).map(reveal)).toEqual(['geheim', 'x']);
  });

  it('is refused in other languages', () => {
    const { complaints } = coerce(Value.string('a,b'), list, { expand, cutsAtCommas: false });
    expect(complaints).toMatchObject([{ code: 'TPL034', hint: 'Write ["a", "b"].' }]);
  });
});

describe('an empty string given for a bool or a number', () => {
  const rules = { expand, cutsAtCommas: true };

  it.each(['bool', 'number'] as const)('is nothing where the language takes it so: %s', (type) => {
    const spec: OptionSpec = { type, doc: '', affects: 'result' };
    const taken = coerce(Value.string(''), spec, { ...rules, takesEmpty: true });
    expect(taken).toEqual({ value: undefined, known: true, complaints: [] });
    expect(coerce(Value.string(''), spec, rules).complaints).toMatchObject([{ code: 'TPL034' }]);
  });
});
