import { basename } from 'node:path';
import { corpusFiles, describeConformance, goldenLines, sameData } from '../testing/conformance';
import { goldenBody, goldenExpression } from '../testing/golden-ast';
import { goldenDiagnostic } from '../testing/golden-diagnostic';
import { parseHcl, parseTemplate } from './parse';

interface Line {
  readonly file: string;
  readonly op: 'parse' | 'template';
  readonly diags: readonly unknown[];
  readonly body?: unknown;
  readonly ast?: unknown;
}

/** The whole tree, or all problems where there are any. */
function parsed({ file, op }: Line, text: string): unknown {
  const name = basename(file);
  if (op === 'template') {
    const { value, diagnostics } = parseTemplate(text, name);
    return diagnostics.length > 0 ? diagnostics.map(goldenDiagnostic) : goldenExpression(value);
  }
  const { value, diagnostics } = parseHcl(text, name);
  return diagnostics.length > 0 ? diagnostics.map(goldenDiagnostic) : goldenBody(value);
}

describeConformance('real templates', () => {
  test('have the tree, the ranges and the problems that upstream gives them', () => {
    const files = corpusFiles();
    const lines = goldenLines<Line>('corpus-ast.jsonl.gz');
    const present = lines.filter(({ file }) => files.has(file));
    expect(present.length).toBeGreaterThan(1500);
    const differing = present.filter((line) => {
      const want = line.diags.length > 0 ? line.diags : (line.body ?? line.ast);
      return !sameData(parsed(line, files.get(line.file)!.toString()), want);
    });
    expect(differing.map(({ file }) => file)).toEqual([]);
    const absent = lines.filter(({ file }) => !files.has(file));
    process.stdout.write(
      `${absent.length} of ${lines.length} golden files have no source here and are left out\n`,
    );
  });
});
