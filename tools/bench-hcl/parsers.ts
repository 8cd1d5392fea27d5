/** A parser of HCL that is measured. */
export interface Parser {
  /** Rejects, or throws, what it finds no sense in. */
  parse(text: string): Promise<unknown> | unknown;
  /** How often a large text is parsed: the others take hundreds of times as long. */
  readonly rounds: Rounds;
}

export interface Rounds {
  /** Before it counts. */
  readonly warm: number;
  readonly runs: number;
}

export const OURS = '@strata/hcl';

/** Ours; Go's parser compiled to JavaScript; the same compiled to WebAssembly. Each is loaded when it is asked for. */
export const parsers = {
  [OURS]: loadOurs,
  'hcl2-parser': loadGopherJs,
  '@cdktn/hcl2json': loadWasm,
} as const satisfies Readonly<Record<string, () => Parser>>;

export type ParserName = keyof typeof parsers;

export const parserNames = Object.keys(parsers) as readonly ParserName[];

function loadOurs(): Parser {
  const { parseHcl } = require('@strata/hcl') as typeof import('@strata/hcl');
  return { parse: (text) => parseHcl(text, 'bench.pkr.hcl'), rounds: { warm: 300, runs: 300 } };
}

/** Types of the other two are written out here: one package has none, those of the other bring the browser's. */
function loadGopherJs(): Parser {
  const { parseToObject } = require('hcl2-parser') as { parseToObject(text: string): unknown };
  return { parse: parseToObject, rounds: { warm: 2, runs: 5 } };
}

function loadWasm(): Parser {
  const { parse } = require('@cdktn/hcl2json') as { parse(file: string, text: string): Promise<unknown> };
  return { parse: (text) => parse('bench.pkr.hcl', text), rounds: { warm: 5, runs: 10 } };
}
