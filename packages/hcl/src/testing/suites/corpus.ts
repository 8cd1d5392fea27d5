import { basename } from 'node:path';
import type { Checked } from '@strata/diagnostics';
import { parseHcl, parseTemplate } from '../../parse/parse';
import type { Body, Expression } from '../../syntax/ast';
import { goldenBody, goldenExpression } from '../golden-ast';
import { goldenDiagnostic } from '../golden-diagnostic';
import { corpusFiles, goldenLines } from '../shared';
import { type Comparison, dataText, type Measure, type Suite } from '../suite';

interface Line {
  readonly file: string;
  readonly op: 'parse' | 'template';
  readonly diags: readonly { readonly subject?: readonly number[] }[];
  readonly body?: unknown;
  readonly ast?: unknown;
}

type Parsed = Checked<Body | Expression>;

function parse({ file, op }: Line, text: string): Parsed {
  const name = basename(file);
  return op === 'template' ? parseTemplate(text, name) : parseHcl(text, name);
}

function corpusSuite(
  name: string,
  measure: Measure,
  compare: (parsed: Parsed, line: Line) => Comparison,
): Suite {
  return {
    name,
    measure,
    isLarge: true,
    run: (every) =>
      goldenLines<Line>('corpus-ast.jsonl.gz', every).map((line) => {
        const source = corpusFiles().get(line.file);
        if (source === undefined) return { name: line.file, got: '', want: '', leftOut: absent };
        return { name: line.file, ...compare(parse(line, source.toString()), line) };
      }),
  };
}

export const absent = 'the file is not in the archive';

const verdict = (count: number) => (count === 0 ? 'accepted' : 'rejected');

/** The whole tree, or all problems where there are any. */
function describe({ value, diagnostics }: Parsed): unknown {
  if (diagnostics.length > 0) return diagnostics.map(goldenDiagnostic);
  return 'kind' in value ? goldenExpression(value) : goldenBody(value);
}

export const corpusSuites: readonly Suite[] = [
  corpusSuite('corpus: accepted or rejected', 'accepted', ({ diagnostics }, { diags }) => ({
    got: verdict(diagnostics.length),
    want: verdict(diags.length),
  })),
  corpusSuite('corpus: first error', 'first-error', ({ diagnostics }, { diags }) => ({
    got: dataText(diagnostics.map(goldenDiagnostic).at(0)),
    want: dataText(diags[0]),
    ...(diags.length === 0 && { leftOut: 'the file has no error' }),
  })),
  corpusSuite('corpus: trees, ranges and all problems', 'whole-parse', (parsed, { diags, body, ast }) => ({
    got: dataText(describe(parsed)),
    want: dataText(diags.length > 0 ? diags : (body ?? ast)),
  })),
];
