import { describeConformance, expectAgreement, upstreamCases } from '../testing/conformance';
import { locateTokens } from './locations';
import { scanSource, scanTemplate } from './scan';
import { Kind } from './token';
import type { TokenList } from './token-list';

/** Upstream's names of the kinds. */
const kinds: Readonly<Record<string, keyof typeof Kind>> = {
  TokenEOF: 'end',
  TokenNewline: 'newline',
  TokenComment: 'comment',
  TokenIdent: 'identifier',
  TokenNumberLit: 'number',
  TokenOBrace: 'openBrace',
  TokenCBrace: 'closeBrace',
  TokenOBrack: 'openBracket',
  TokenCBrack: 'closeBracket',
  TokenOParen: 'openParen',
  TokenCParen: 'closeParen',
  TokenOQuote: 'openQuote',
  TokenCQuote: 'closeQuote',
  TokenOHeredoc: 'openHeredoc',
  TokenCHeredoc: 'closeHeredoc',
  TokenQuotedLit: 'quotedText',
  TokenStringLit: 'plainText',
  TokenTemplateInterp: 'openInterpolation',
  TokenTemplateControl: 'openDirective',
  TokenTemplateSeqEnd: 'closeSequence',
  TokenEqual: 'equals',
  TokenColon: 'colon',
  TokenDoubleColon: 'doubleColon',
  TokenComma: 'comma',
  TokenDot: 'dot',
  TokenEllipsis: 'ellipsis',
  TokenFatArrow: 'fatArrow',
  TokenQuestion: 'question',
  TokenStar: 'star',
  TokenSlash: 'slash',
  TokenPercent: 'percent',
  TokenPlus: 'plus',
  TokenMinus: 'minus',
  TokenBang: 'bang',
  TokenEqualOp: 'equal',
  TokenNotEqual: 'notEqual',
  TokenLessThan: 'less',
  TokenLessThanEq: 'lessOrEqual',
  TokenGreaterThan: 'greater',
  TokenGreaterThanEq: 'greaterOrEqual',
  TokenAnd: 'and',
  TokenOr: 'or',
  TokenBitwiseAnd: 'bitwiseAnd',
  TokenBitwiseOr: 'bitwiseOr',
  TokenBitwiseXor: 'bitwiseXor',
  TokenBitwiseNot: 'bitwiseNot',
  TokenSemicolon: 'semicolon',
  TokenBacktick: 'backtick',
  TokenApostrophe: 'apostrophe',
  TokenQuotedNewline: 'quotedNewline',
  TokenBadUTF8: 'badEncoding',
  TokenInvalid: 'invalid',
};

interface Point {
  readonly Line: number;
  readonly Column: number;
  readonly Byte: number;
}

interface Case {
  readonly input: string;
  readonly want: readonly {
    readonly Bytes: string;
    readonly Type: { readonly $enum: string };
    readonly Range: { readonly Start: Point; readonly End: Point };
  }[];
}

const names = Object.keys(Kind);

function ours(tokens: TokenList): string {
  const locations = locateTokens(tokens, 'test');
  const lines = Array.from({ length: tokens.count }, (_, i) => {
    const { start, end } = locations.range(i, i);
    const text = tokens.text.slice(tokens.starts[i], tokens.ends[i]);
    const places = [start.line, start.column, start.byte, end.line, end.column, end.byte];
    return `${names[tokens.kinds[i] as number]} ${JSON.stringify(text)} ${places}`;
  });
  return lines.join('\n');
}

function theirs({ want }: Case): string {
  const lines = want.map(({ Bytes, Type, Range: { Start, End } }) => {
    const places = [Start.Line, Start.Column, Start.Byte, End.Line, End.Column, End.Byte];
    return `${kinds[Type.$enum]} ${JSON.stringify(Bytes)} ${places}`;
  });
  return lines.join('\n');
}

describeConformance('tokens are those of upstream', () => {
  test.each([
    ['sources', 'TestScanTokens_normal', scanSource],
    ['template files', 'TestScanTokens_template', scanTemplate],
  ] as const)('in %s', (_, table, scan) => {
    const rows = upstreamCases<Case>(`hashicorp__hcl__v2__hclsyntax/${table}`);
    expectAgreement(
      rows.map((row) => ({ name: row.input, got: ours(scan(row.input)), want: theirs(row) })),
      table === 'TestScanTokens_normal'
        ? {
            'bytes that are no UTF-8 have been replaced before we see them': [
              '\ufffd\ufffd',
              '\ufffd',
              ' \ufffd\ufffd',
            ],
          }
        : {},
    );
  });
});
