/** A parser of HCL that is measured. */
export interface Parser {
  readonly name: string;
  /** Rejects, or throws, what it finds no sense in. */
  parse(text: string): Promise<unknown> | unknown;
}

/** Ours; Go's parser compiled to JavaScript; the same compiled to WebAssembly. Each is loaded when it is first asked for. */
export function getParsers(): { readonly ours: Parser; readonly others: readonly Parser[] } {
  return {
    ours: { name: '@strata/hcl', parse: loadOurs() },
    others: [
      { name: 'hcl2-parser', parse: loadGopherJs() },
      { name: '@cdktn/hcl2json', parse: loadWasm() },
    ],
  };
}

function loadOurs(): Parser['parse'] {
  const { parseHcl } = require('@strata/hcl') as typeof import('@strata/hcl');
  return (text) => parseHcl(text, 'bench.pkr.hcl');
}

/** Their types are written out here: one package has none, those of the other bring the browser's. */
function loadGopherJs(): Parser['parse'] {
  const { parseToObject } = require('hcl2-parser') as { parseToObject(text: string): unknown };
  return parseToObject;
}

function loadWasm(): Parser['parse'] {
  const { parse } = require('@cdktn/hcl2json') as { parse(file: string, text: string): Promise<unknown> };
  return (text) => parse('bench.pkr.hcl', text);
}
