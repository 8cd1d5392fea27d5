import { evaluate } from '../evaluate/evaluate';
import { createFunctions } from '../functions/registry';
import { references } from '../references';
import { emptyPorts } from '../testing/ports';
import { Value } from '../values/value';
import { parseExpression, parseHcl, parseTemplate } from './parse';

const functions = createFunctions(emptyPorts);

/** Codes of all problems of reading, evaluating and walking a source. */
function codesOf(source: string): readonly string[] {
  const { value, diagnostics } = parseExpression(source, 'hostile');
  references(value);
  return [
    ...new Set([...diagnostics, ...evaluate(value, { functions }).diagnostics].map(({ code }) => code)),
  ];
}

const many = 20_000;

describe('a source that is made to hurt gets a diagnostic', () => {
  test.each([
    ['parentheses', '('.repeat(many), 'HCL005'],
    ['brackets', '['.repeat(many), 'HCL005'],
    ['objects', '{a='.repeat(many), 'HCL005'],
    ['negations', '!'.repeat(many), 'HCL005'],
    ['conditionals', 'true?1:'.repeat(many), 'HCL005'],
    ['interpolations', '"${'.repeat(many), 'HCL005'],
    ['calls', 'max('.repeat(many), 'HCL005'],
    ['splats', `[]${'[*]'.repeat(many)}`, 'HCL005'],
    ['indexes', `[]${'[[]]'.repeat(many)}`, 'HCL005'],
    ['a number beyond all digits', '1e1000000000', 'HCL024'],
    ['a range of a thousand million', 'range(1e9)', 'HCL305'],
    ['loops in loops', '[for a in range(1000): [for b in range(1000): [for c in range(1000): 1]]]', 'HCL131'],
    ['a product of sets', 'setproduct(range(1000), range(1000))', 'HCL305'],
    ['a text without end', `join("${'x'.repeat(1e6)}", range(1000))`, 'HCL130'],
    ['a wide field', 'format("%100000000d", 1)', 'HCL305'],
    ['deep JSON', `jsondecode("${'['.repeat(many)}")`, 'HCL304'],
    ['deep YAML', `yamldecode("${'- '.repeat(many)}")`, 'HCL305'],
    ['a pattern with repeats in repeats', 'regex("((a{1000}){1000}){1000}", "a")', 'HCL304'],
  ])('%s', (_, source, code) => {
    expect(codesOf(source)).toContain(code);
  });

  test('blocks in blocks', () => {
    expect(parseHcl('a {\n'.repeat(many), 'hostile').diagnostics.map(({ code }) => code)).toEqual(['HCL005']);
  });

  test('directives in directives', () => {
    const { diagnostics } = parseTemplate('%{if true}'.repeat(many) + '%{endif}'.repeat(many), 'hostile');
    expect(diagnostics.map(({ code }) => code)).toEqual(['HCL005']);
  });

  test('a text with a problem in each of its parts', () => {
    const source = parseTemplate('${null}'.repeat(many), 'hostile').value;
    const { diagnostics } = evaluate(source, { functions });
    expect(diagnostics).toHaveLength(many);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['HCL112']));
  });

  test('locals that double', () => {
    let value: Value = Value.string('lol');
    for (let i = 0; i < 60; i++) {
      const scope = { variables: new Map([['last', value]]) };
      const result = evaluate(parseExpression('[last, last]', 'hostile').value, scope);
      if (result.diagnostics.length > 0) {
        expect(result.diagnostics.map(({ code }) => code)).toEqual(['HCL130']);
        return;
      }
      value = result.value;
    }
    throw new Error('the values grew without end');
  });

  test('aliases that multiply', () => {
    const rows = Array.from({ length: 12 }, (_, i) => {
      const [own, last] = [String.fromCharCode(98 + i), String.fromCharCode(97 + i)];
      return `${own}: &${own} [${Array(10).fill(`*${last}`).join(', ')}]`;
    });
    expect(codesOf(`yamldecode("a: &a [lol]\\n${rows.join('\\n')}")`)).toEqual(['HCL130']);
  });
});

describe('a source that is only large is read', () => {
  test.each([
    ['a long text', `"${'a'.repeat(3e6)}"`],
    ['a long text of emoji', `"${'👩‍👩‍👧'.repeat(20_000)}"`],
    ['a chain of operators', `1${'+1'.repeat(many)}`],
    ['a long list', `[${'"é",'.repeat(many)}]`],
    ['nesting up to the limit', '['.repeat(199) + ']'.repeat(199)],
    ['a pattern that would take for ever by backtracking', `regexall("(a+)+$", "${'a'.repeat(many)}b")`],
  ])('%s', (_, source) => {
    expect(codesOf(source)).toEqual([]);
  });

  test('a reference of many steps', () => {
    const [only] = references(parseExpression(`a${'.b'.repeat(many)}`, 'large').value);
    expect(only?.steps).toHaveLength(many);
  });
});

test('names of JavaScript’s own are names like others', () => {
  const { value, diagnostics } = evaluate(
    parseExpression('merge({ __proto__ = 1 }, { constructor = 2 })["__proto__"]', 'hostile').value,
    { functions },
  );
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject({ kind: 'number', number: { value: 1 } });
});
