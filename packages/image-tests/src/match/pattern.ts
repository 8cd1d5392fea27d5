import { compileRegExp } from './regexp';

/** One of goss's patterns for lines: `text`, `!text`, `\!text`, `/expression/`, `!/expression/i`. */
export interface Pattern {
  readonly written: string;
  /** No line may fit. */
  readonly isInverse: boolean;
  readonly fits: (line: string) => boolean;
}

/** @throws SyntaxError when it holds a regular expression that is none */
export function parsePattern(written: string): Pattern {
  const isInverse = written.startsWith('!');
  const [, source, flags] = /^!?\/(.*)\/([ims]*)$/su.exec(written) ?? [];
  if (source !== undefined) {
    const expression = compileRegExp(source, flags);
    return { written, isInverse, fits: (line) => expression.test(line) };
  }
  // All of them go, as in goss: `\!x` looks for `x` behind any of these.
  const text = written.replace(/^[\\/!]+/, '');
  return { written, isInverse, fits: (line) => line.includes(text) };
}

/** The lines of a text, without the end that the last one has. */
export function getLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Those of the patterns that a text does not satisfy. */
export function getUnmet(patterns: readonly Pattern[], text: string): readonly Pattern[] {
  const lines = getLines(text);
  return patterns.filter(({ written, isInverse, fits }) => {
    if (written === '') return false;
    return lines.some(fits) === isInverse;
  });
}
