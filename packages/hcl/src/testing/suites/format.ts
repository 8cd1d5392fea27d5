import { createHash } from 'node:crypto';
import { evaluate } from '../../evaluate/evaluate';
import { formatHcl } from '../../format/format';
import { createFunctions } from '../../functions/registry';
import { parseHcl } from '../../parse/parse';
import { Value } from '../../values/value';
import { describe } from '../golden-value';
import { emptyPorts } from '../ports';
import { corpusFiles, goldenLines } from '../shared';
import { type Outcome, type Suite, tableSuite } from '../suite';
import { absent } from './corpus';

interface Line {
  readonly file: string;
  /** Digest of what upstream makes of the file. */
  readonly sha256: string;
  /** That text, where it is not the file's own. */
  readonly out?: string;
}

const format = (text: string) => formatHcl(text, 'test').value;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function formatCorpus(every?: number): readonly Outcome[] {
  return goldenLines<Line>('corpus-fmt.jsonl.gz', every).map(({ file, sha256, out }) => {
    const source = corpusFiles().get(file);
    if (source === undefined) return { name: file, got: '', want: '', leftOut: absent };
    const got = format(source.toString());
    return digest(got) === sha256
      ? { name: file, got: sha256, want: sha256 }
      : { name: file, got, want: out ?? sha256 };
  });
}

const scope = {
  variables: new Map<string, Value>([
    ['hello', Value.string('hello')],
    ['five', Value.number(5)],
  ]),
  functions: createFunctions(emptyPorts),
};

/** What a source of nothing but arguments says. */
function valuesOf(source: string): string {
  const { value, diagnostics } = parseHcl(source, 'test');
  const values = [...value.attributes].map(([name, { expr }]) => {
    const result = evaluate(expr, scope);
    return `${name} ${describe(result.value)} ${result.diagnostics.length}`;
  });
  return [`${diagnostics.length}`, ...values].join('\n');
}

export const formatSuites: readonly Suite[] = [
  tableSuite<{ readonly input: string; readonly want: string }>('hclwrite/TestFormat', ({ input, want }) => ({
    got: format(input),
    want,
  })),
  tableSuite<{ readonly case: string }>('hclwrite/TestRoundTripFormat', (row) => ({
    name: row.case,
    got: valuesOf(format(row.case)),
    want: valuesOf(row.case),
  })),
  { name: 'corpus: layout', measure: 'format', isLarge: true, run: formatCorpus },
];
