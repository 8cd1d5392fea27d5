import { formatDiagnostics, suggest } from '@strata/diagnostics';
import { type GoNode, type GoRange, readRange } from '../go-ast';
import { type Suite, tableSuite } from '../suite';

/** The source that upstream's test shows parts of. */
const source = 'foo = 1\nbar = 2\nbaz = 3\nblock "party" {\n  pizza = "cheese"\n}\n';

interface TextRow {
  readonly Input: GoNode & { readonly Subject: GoRange; readonly Context: GoRange | null };
  readonly Want: string;
}

/** As wide as upstream's test has it. */
const width = 40;

/** Ours has the code, and marks under the source; upstream's names what the source is in. */
function withoutOurMarks(text: string): string {
  return text.replace(/ \(HCL000\)/, '').replace(/\n +\^+(?=\n)/g, '');
}

function withoutTheirContext(text: string): string {
  return `${text.replace(', in hardcoded-context', '').trimEnd()}\n`;
}

const words = ['true', 'false', 'null'];

export const diagnosticSuites: readonly Suite[] = [
  tableSuite<TextRow>('hcl/TestDiagnosticTextWriter', ({ Input, Want }) => ({
    got: withoutOurMarks(
      formatDiagnostics(
        [
          {
            severity: 'error',
            code: 'HCL000',
            summary: String(Input.Summary),
            detail: String(Input.Detail),
            subject: readRange(Input.Subject),
            ...(Input.Context && { context: readRange(Input.Context) }),
          },
        ],
        { sources: () => source, width },
      ),
    ),
    want: withoutTheirContext(Want),
  })),
  tableSuite<{ readonly Input: string; readonly Want: string }>(
    'hclsyntax/TestNameSuggestion',
    ({ Input, Want }) => ({
      got: words.includes(Input) ? Input : (suggest(Input, words) ?? ''),
      want: Want,
    }),
  ),
];
