import { plainPieces, quotedPieces } from '../../parse/string-literal';
import { isIdentifier } from '../../scan/characters';
import { locateTokens } from '../../scan/locations';
import { advance, type Point } from '../../scan/point';
import { scanSource, scanTemplate } from '../../scan/scan';
import { Kind } from '../../scan/token';
import type { TokenList } from '../../scan/token-list';
import { TokenRange } from '../../scan/token-range';
import { type GoRange, readRange } from '../go-ast';
import { goldenRange } from '../golden-ast';
import { dataText, type Suite, tableSuite } from '../suite';
import { tokenKinds } from '../token-kinds';

interface TokensRow {
  readonly input: string;
  readonly want: readonly {
    readonly Bytes: string;
    readonly Type: { readonly $enum: string };
    readonly Range: GoRange;
  }[];
}

const names = Object.keys(Kind);

function describeTokens(tokens: TokenList): string {
  const locations = locateTokens(tokens, '');
  const lines = Array.from({ length: tokens.count }, (_, i) => {
    const text = tokens.text.slice(tokens.starts[i], tokens.ends[i]);
    return `${names[tokens.kinds[i] as number]} ${JSON.stringify(text)} ${goldenRange(new TokenRange(locations, i, i))}`;
  });
  return lines.join('\n');
}

function tokensSuite(table: string, scan: (text: string) => TokenList): Suite {
  return tableSuite<TokensRow>(table, ({ input, want }) => ({
    got: describeTokens(scan(input)),
    want: want
      .map(
        ({ Bytes, Type, Range }) =>
          `${tokenKinds[Type.$enum]} ${JSON.stringify(Bytes)} ${goldenRange(readRange(Range))}`,
      )
      .join('\n'),
  }));
}

interface LiteralRow {
  readonly Input: string;
  readonly WantQuoted: readonly string[];
  readonly WantUnquoted: readonly string[];
}

/** Upstream also cuts at what stands for itself: a line break, a lone `$`. Such pieces are put together again. */
function joinPlain(pieces: readonly string[], quoted: boolean): readonly string[] {
  const special = (piece: string) => /^(\$\$|%%)\{/.test(piece) || (quoted && /^\\./su.test(piece));
  const joined: string[] = [];
  let open = false;
  for (const piece of pieces) {
    if (open && !special(piece)) joined.push(`${joined.pop()}${piece}`);
    else joined.push(piece);
    open = !special(piece);
  }
  return joined;
}

function cutPieces(text: string, quoted: boolean): readonly string[] {
  const pattern = quoted ? quotedPieces : plainPieces;
  return text.split(new RegExp(`(${pattern.source})`, pattern.flags)).filter((piece) => piece !== '');
}

interface LinesRow {
  readonly Input: string;
  readonly Want: readonly GoRange[];
  readonly WantToks: readonly string[];
}

/** Where each line starts and ends, by counting over the text. */
function locateLines(text: string): readonly unknown[] {
  const point: Point = { line: 1, column: 1, byte: 0 };
  const lines = text.split(/(?<=\n)/);
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const content = line.replace(/\r?\n$/, '');
      const start = { ...point };
      advance(point, content);
      const end = { ...point };
      advance(point, line.slice(content.length));
      return [content, goldenRange({ file: '', start, end })];
    });
}

export const scanSuites: readonly Suite[] = [
  tokensSuite('hclsyntax/TestScanTokens_normal', scanSource),
  tokensSuite('hclsyntax/TestScanTokens_template', scanTemplate),
  tableSuite<LiteralRow>('hclsyntax/TestScanStringLit', ({ Input, WantQuoted, WantUnquoted }) => ({
    got: dataText([cutPieces(Input, true), cutPieces(Input, false)]),
    want: dataText([joinPlain(WantQuoted, true), joinPlain(WantUnquoted, false)]),
  })),
  tableSuite<{ readonly Input: string; readonly Want: boolean }>(
    'hclsyntax/TestValidIdentifier',
    ({ Input, Want }) => ({ got: String(isIdentifier(Input)), want: String(Want) }),
  ),
  tableSuite<LinesRow>('hcl/TestPosScanner', ({ Input, Want, WantToks }) => ({
    got: dataText(locateLines(Input)),
    want: dataText(Want.map((range, i) => [WantToks[i], goldenRange(readRange(range))])),
  })),
];
