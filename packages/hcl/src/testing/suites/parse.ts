import type { Diagnostic } from '@strata/diagnostics';
import { parseExpression, parseHcl, parseTemplate, parseTraversal } from '../../parse/parse';
import { references } from '../../references';
import type { Expression, Traversal } from '../../syntax/ast';
import { childrenOf } from '../../syntax/walk';
import { type GoNode, type GoRange, readBody, readExpression, readRange, readTraversal } from '../go-ast';
import { goldenBody, goldenRange, goldenTraversal } from '../golden-ast';
import { goldenDiagnostic } from '../golden-diagnostic';
import { dataText, type Suite, tableSuite } from '../suite';

interface GoDiagnostic {
  readonly Summary: string;
  readonly Detail: string;
  readonly Subject: GoRange;
  readonly Context: GoRange | null;
}

function describeGo({ Summary, Detail, Subject, Context }: GoDiagnostic): unknown {
  return {
    severity: 'error',
    summary: Summary,
    detail: Detail,
    subject: goldenRange(readRange(Subject)),
    ...(Context && { context: goldenRange(readRange(Context)) }),
  };
}

const firstOf = (diagnostics: readonly Diagnostic[]): string =>
  `${diagnostics[0]?.summary}: ${diagnostics[0]?.detail}`;

/** Upstream's names of our kinds of expressions, where a walk through a tree calls at them. */
const nodeNames: Readonly<Record<Expression['kind'], string>> = {
  literal: 'LiteralValueExpr',
  template: 'TemplateExpr',
  wrap: 'TemplateWrapExpr',
  join: 'TemplateJoinExpr',
  traversal: 'ScopeTraversalExpr',
  relative: 'RelativeTraversalExpr',
  call: 'FunctionCallExpr',
  conditional: 'ConditionalExpr',
  index: 'IndexExpr',
  splat: 'SplatExpr',
  element: 'AnonSymbolExpr',
  tuple: 'TupleConsExpr',
  object: 'ObjectConsExpr',
  key: 'ObjectConsKeyExpr',
  for: 'ForExpr',
  unary: 'UnaryOpExpr',
  binary: 'BinaryOpExpr',
  parentheses: 'ParenthesesExpr',
  scoped: 'none',
  json: 'none',
};

function walkNames(expr: Expression): readonly string[] {
  const name = nodeNames[expr.kind];
  return [`in ${name}`, ...childrenOf(expr).flatMap(walkNames), `out ${name}`];
}

interface WalkRow {
  readonly src: string;
  readonly want: readonly { readonly Method: number; readonly NodeType: string }[];
}

/** Upstream makes a node of the scope inside of a `for`; our tree has none. */
function isScope({ NodeType }: WalkRow['want'][number]): boolean {
  return NodeType === 'hclsyntax.ChildScope';
}

const describeAll = (traversals: readonly Traversal[]) => dataText(traversals.map(goldenTraversal));

export const parseSuites: readonly Suite[] = [
  tableSuite<{ readonly input: string; readonly diagCount: number; readonly want: GoNode }>(
    'hclsyntax/TestParseConfig',
    ({ input, diagCount, want }) => {
      const { value, diagnostics } = parseHcl(input, '');
      return {
        got: `${diagnostics.length} ${dataText(goldenBody(value))}`,
        want: `${diagCount} ${dataText(goldenBody(readBody(want)))}`,
      };
    },
  ),
  tableSuite<{ readonly input: string; readonly want: readonly GoDiagnostic[] }>(
    'hclsyntax/TestParseConfigDiagnostics',
    ({ input, want }) => ({
      got: dataText(parseHcl(input, 'test.hcl').diagnostics.map(goldenDiagnostic)),
      want: dataText(want.map(describeGo)),
    }),
  ),
  tableSuite<{ readonly input: string; readonly want: GoNode }>(
    'hclsyntax/TestParseConfig_incompleteFunctionCall',
    ({ input, want }) => ({
      got: dataText(goldenBody(parseHcl(input, '').value)),
      want: dataText(goldenBody(readBody(want))),
    }),
  ),
  tableSuite<{ readonly cfg: string; readonly expectedRange: GoRange }>(
    'hclsyntax/TestParseExpression_incompleteFunctionCall',
    ({ cfg, expectedRange }) => ({
      name: cfg,
      got: dataText(goldenRange(parseExpression(cfg, 'test.hcl').value.range)),
      want: dataText(goldenRange(readRange(expectedRange))),
    }),
  ),
  tableSuite<{ readonly Input: string; readonly WantSummary: string; readonly WantDetail: string }>(
    'hclsyntax/TestCheckInvalidTokensTest',
    ({ Input, WantSummary, WantDetail }) => ({
      got: firstOf(parseHcl(Input, '').diagnostics),
      want: `${WantSummary}: ${WantDetail}`,
    }),
  ),
  tableSuite<{ readonly src: string; readonly diagCount: number; readonly want: readonly GoNode[] | null }>(
    'hclsyntax/TestParseTraversalAbs',
    ({ src, diagCount, want }) => {
      const { value, diagnostics } = parseTraversal(src, '');
      const traversal = diagCount === 0 && value ? goldenTraversal(value) : null;
      return {
        got: `${diagnostics.length} ${dataText(traversal)}`,
        want: `${diagCount} ${dataText(diagCount === 0 && want ? goldenTraversal(readTraversal(want)) : null)}`,
      };
    },
  ),
  tableSuite<{ readonly Expr: GoNode; readonly Want: readonly (readonly GoNode[])[] | null }>(
    'hclsyntax/TestVariables',
    ({ Expr, Want }) => ({
      got: describeAll(references(readExpression(Expr))),
      want: describeAll((Want ?? []).map(readTraversal)),
    }),
  ),
  tableSuite<WalkRow>('hclsyntax/TestWalk', ({ src, want }) => ({
    got: walkNames(parseExpression(src, '').value).join('\n'),
    want: want
      .filter((call) => !isScope(call))
      .map(({ Method, NodeType }) => `${Method === 1 ? 'in' : 'out'} ${NodeType.replace('*hclsyntax.', '')}`)
      .join('\n'),
  })),
  tableSuite<{ readonly key: string; readonly case: boolean }>(
    'hclsyntax/TestTemplateExprIsStringLiteral',
    (row) => {
      const { value } = parseTemplate(row.key, '');
      const [only, ...more] = value.kind === 'template' ? value.parts : [];
      return { got: String(more.length === 0 && only?.kind === 'literal'), want: String(row.case) };
    },
  ),
];
