import { createHash } from 'node:crypto';
import { evaluate } from '../evaluate/evaluate';
import { createFunctions } from '../functions/registry';
import { parseHcl } from '../parse/parse';
import {
  corpusFiles,
  describeConformance,
  expectAgreement,
  goldenLines,
  upstreamCases,
} from '../testing/conformance';
import { emptyPorts } from '../testing/ports';
import { Value } from '../values/value';
import { formatHcl } from './format';

interface Case {
  readonly input: string;
  readonly want: string;
}

interface Line {
  readonly file: string;
  /** Digest of what upstream makes of the file. */
  readonly sha256: string;
  /** That text, where it is not the file's own. */
  readonly out?: string;
}

const format = (text: string) => formatHcl(text, 'test').value;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const scope = {
  variables: new Map<string, Value>([
    ['hello', Value.string('hello')],
    ['five', Value.number(5)],
  ]),
  functions: createFunctions(emptyPorts),
};

/** What a source of nothing but arguments says. */
function valuesOf(source: string): readonly (readonly [string, Value])[] {
  const { value, diagnostics } = parseHcl(source, 'test');
  expect(diagnostics).toEqual([]);
  return [...value.attributes].map(([name, { expr }]) => {
    const result = evaluate(expr, scope);
    expect(result.diagnostics).toEqual([]);
    return [name, result.value];
  });
}

describeConformance('the layout is that of upstream', () => {
  test('for its own cases', () => {
    const rows = upstreamCases<Case>('hashicorp__hcl__v2__hclwrite/TestFormat');
    expect(rows).toHaveLength(61);
    expectAgreement(rows.map(({ input, want }) => ({ name: input, got: format(input), want })));
  });

  test('for real templates, byte for byte', () => {
    const files = corpusFiles();
    const lines = goldenLines<Line>('corpus-fmt.jsonl.gz');
    const present = lines.filter(({ file }) => files.has(file));
    expect(present.length).toBeGreaterThan(1350);
    const outcomes = present.map(({ file, sha256, out }) => {
      const got = format(files.get(file)!.toString());
      return digest(got) === sha256
        ? { name: file, got: sha256, want: sha256 }
        : { name: file, got, want: out ?? sha256 };
    });
    expectAgreement(outcomes);
    process.stdout.write(
      `${present.length} of ${lines.length} files have their golden layout; the others have no source here\n`,
    );
  });
});

describeConformance('a formatted source', () => {
  test('has the values that it had', () => {
    const rows = upstreamCases<{ readonly case: string }>('hashicorp__hcl__v2__hclwrite/TestRoundTripFormat');
    expect(rows).toHaveLength(20);
    for (const { case: source } of rows) expect(valuesOf(format(source))).toEqual(valuesOf(source));
  });

  test('stays as it is, whether it is valid or not', () => {
    const layouts = goldenLines<Line>('corpus-fmt.jsonl.gz').flatMap(({ out = [] }) => out);
    const broken = goldenLines<{ readonly src: string }>('mutated-diags.jsonl.gz').map(({ src }) =>
      format(src),
    );
    const sources = [...layouts, ...broken];
    expect(sources.filter((source) => format(source) !== source)).toEqual([]);
  });
});
