import { matchesGlob } from './glob';

describe('matchesGlob', () => {
  it.each([
    ['*', 'null.a', true],
    ['null.a', 'null.a', true],
    ['null.a', 'nullXa', false],
    ['*.a', 'my_build.null.a', true],
    ['a', 'null.a', false],
    ['*chocolate*', 'file.chocolate', true],
    ['my_build.*', 'my_build.null.x', true],
    ['null.?', 'null.ab', false],
    ['null.[ab]', 'null.b', true],
    ['null.[!ab]', 'null.b', false],
    ['null.[a-c]x', 'null.cx', true],
    ['null.{one,t*}', 'null.three', true],
    ['null.{one,two}', 'null.three', false],
    ['null.{one', 'null.{one', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a+(b)', 'a+(b)', true],
    ['[', '[', true],
    ['é?', 'é😀', true],
  ])('%s matches %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });
});
