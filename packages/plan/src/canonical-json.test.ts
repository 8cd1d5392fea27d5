import { canonicalJson } from './canonical-json';

describe('canonicalJson', () => {
  it('sorts names by their bytes, not by UTF-16 units', () => {
    expect(canonicalJson({ b: 1, a: 2, '😀': 3, ﬀ: 4, é: 5 })).toBe('{"a":2,"b":1,"é":5,"ﬀ":4,"😀":3}');
  });

  it('is the same whatever order members were written in', () => {
    expect(canonicalJson({ x: { b: [1, { d: 1, c: 2 }], a: null } })).toBe(
      canonicalJson({ x: { a: null, b: [1, { c: 2, d: 1 }] } }),
    );
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson([2, 1])).toBe('[2,1]');
  });

  it('leaves out members that are undefined, and keeps null', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });

  it('tells a string from a number and true from "true"', () => {
    expect(new Set([1, '1', true, 'true', null, 'null'].map(canonicalJson)).size).toBe(6);
  });

  it('keeps names such as __proto__ apart', () => {
    expect(canonicalJson(JSON.parse('{"__proto__": 1, "constructor": 2}'))).toBe(
      '{"__proto__":1,"constructor":2}',
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s, which JSON would turn into null', (number) => {
    expect(() => canonicalJson({ a: number })).toThrow(TypeError);
  });
});
