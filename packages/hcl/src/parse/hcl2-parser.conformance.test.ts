import { isDeepStrictEqual } from 'node:util';
import { toHcl2Json } from '../testing/hcl2json';
import { corpusFiles, isSharedPresent } from '../testing/shared';
import { parseHcl } from './parse';

/** Go's parser of 2021, compiled to JavaScript: `[value, null]`, or an empty object for whatever it does not read. */
const { parseToString } = require('hcl2-parser') as {
  parseToString(text: string): readonly [string, unknown];
};

/** It takes 5 ms for a kilobyte: a part of the corpus tells enough. */
const share = 36;
const largest = 8192;

/** It takes an escaped `$${` for one that is not, which no one could tell from the other afterwards. */
const misread = /\$\$\{|%%\{/;

describe('another implementation', () => {
  if (!isSharedPresent()) {
    test.todo('left out: the folder ../shared/corpus is not here');
    return;
  }
  const texts = [...corpusFiles()]
    .filter(([path]) => /\.(pkr|pkrvars)\.hcl$/.test(path))
    .map(([path, content]) => ({ path, text: content.toString() }))
    .filter(({ text }) => text.length < largest && !misread.test(text))
    .filter((_, index) => index % share === 0);

  test(`reads 1 in ${share} real templates as we do, as far as its output goes`, () => {
    const differing = texts.filter(({ path, text }) => {
      const { value, diagnostics } = parseHcl(text, path);
      const [json] = parseToString(text);
      const ours = diagnostics.length > 0 ? 'refused' : toHcl2Json(value, text);
      return !isDeepStrictEqual(ours, json === '' ? 'refused' : JSON.parse(json));
    });
    expect(texts.length).toBeGreaterThan(20);
    expect(differing.map(({ path }) => path)).toEqual([]);
  });
});
