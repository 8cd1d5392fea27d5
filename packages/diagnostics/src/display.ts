/** How text from files and commands looks on a terminal: cells taken, and nothing that moves the cursor. */

let segmenter: Intl.Segmenter | undefined;

/** Made when first needed: it takes longer than the shortest commands. */
function getSegmenter(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter;
}

/** V8 copies the whole text for every segment that it gives (2026, Node 20): a long text must come in pieces. */
const PIECE = 256;

/** The characters as people count them. */
export function* getGraphemes(text: string): Generator<string> {
  if (isSimple(text)) return yield* text;
  for (let from = 0; from < text.length; ) {
    const piece = Array.from(
      getSegmenter().segment(text.slice(from, from + PIECE)),
      ({ segment }) => segment,
    );
    // The last one may go on in the next piece.
    if (from + PIECE < text.length && piece.length > 1) piece.pop();
    yield* piece;
    from += piece.reduce((length, grapheme) => length + grapheme.length, 0);
  }
}

/** UTF-16 offset of a 1-based column, clamped to the text. Columns count graphemes, as in HCL. */
export function getOffset(text: string, column: number): number {
  if (isSimple(text)) return Math.min(column - 1, text.length);
  let seen = 1;
  let offset = 0;
  for (const grapheme of getGraphemes(text)) {
    if (seen === column) break;
    seen++;
    offset += grapheme.length;
  }
  return offset;
}

/** Cells that the text takes on a terminal. */
export function getCells(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let cells = 0;
  for (const grapheme of getGraphemes(text)) cells += getGraphemeCells(grapheme);
  return cells;
}

/** As much of the text as fits into so many cells, with `…` for what was left out. */
export function cutToCells(text: string, cells: number): string {
  if (getCells(text) <= cells) return text;
  let kept = '';
  let left = cells - 1;
  for (const grapheme of getGraphemes(text)) {
    left -= getCells(grapheme);
    if (left < 0) break;
    kept += grapheme;
  }
  return cells > 0 ? `${kept}…` : '';
}

/** East Asian wide and full-width ranges of Unicode's EastAsianWidth.txt, joined where the gaps are unassigned. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
/** Pictures that terminals draw two cells wide, by default or because U+FE0F asks for it. */
const PICTURE = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
/** Marks that stand on nothing take no cell. */
const NOTHING = /^[\p{Mn}\p{Me}\u200b-\u200d\ufeff]+$/u;

function getGraphemeCells(grapheme: string): number {
  if (NOTHING.test(grapheme)) return 0;
  return WIDE.test(grapheme) || PICTURE.test(grapheme) ? 2 : 1;
}

/**
 * Whether each UTF-16 unit is a character of its own: letters of Latin, Greek, Cyrillic, Japanese and Chinese that
 * nothing combines with. Saves a second for a megabyte.
 */
function isSimple(text: string): boolean {
  return /^[\t\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]*$/.test(
    text,
  );
}

/**
 * Replaces what a terminal would act on: control characters by their pictures (`␛`), and the direction marks that make
 * source read otherwise than it is written by `�`. Tabs and line ends stay.
 */
export function getVisible(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b-\x1f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(/\x7f/g, '\u2421')
    .replace(/[\x80-\x9f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
