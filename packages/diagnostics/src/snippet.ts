import type { Range } from './diagnostic';
import { getOffset } from './display';

/** One line of source with the part of it that is meant. */
export interface SnippetLine {
  /** 1-based. Lines left out show as a gap in the numbers. */
  readonly number: number;
  /** Without its line end; `…` stands where a very long line was cut. */
  readonly text: string;
  /** UTF-16 offsets into `text`, end exclusive; equal when the range is a point. */
  readonly mark?: { readonly start: number; readonly end: number };
}

/** More lines than this are cut in the middle: the start and the end of a block tell enough. */
const MAX_LINES = 8;
/** UTF-16 units kept of one line. A minified JSON template is one line of megabytes. */
const MAX_LENGTH = 400;

/** The lines of `source` that a problem is about. A range that lies outside the source gives what there is. */
export function getSnippet(source: string, subject: Range, context: Range = subject): readonly SnippetLine[] {
  const lines = source.replace(/^\ufeff/, '').split(/\r?\n/);
  const last = getLastLine(subject);
  const from = Math.min(subject.start.line, context.start.line);
  const to = Math.min(lines.length, Math.max(last, getLastLine(context)));
  return getLineNumbers({ from, to, subject: { from: subject.start.line, to: last } }).map((number) => {
    const text = lines[number - 1] ?? '';
    const marked = number >= subject.start.line && number <= last;
    return cutLine(marked ? { number, text, mark: getMark(text, number, subject) } : { number, text });
  });
}

/** A range that ends before the first column of a line does not include that line. */
function getLastLine({ start, end }: Range): number {
  return end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** All lines when they are few, otherwise the first of the context, the head and the end of the subject. */
function getLineNumbers({ from, to, subject }: Span & { readonly subject: Span }): readonly number[] {
  const all = (a: number, b: number) => Array.from({ length: Math.max(0, b - a + 1) }, (_, i) => a + i);
  if (to - from < MAX_LINES) return all(from, to);
  const end = Math.min(subject.to, to);
  const body =
    end - subject.from < MAX_LINES
      ? all(subject.from, end)
      : [...all(subject.from, subject.from + MAX_LINES - 2), end];
  return from < subject.from ? [from, ...body] : body;
}

function getMark(text: string, number: number, { start, end }: Range): { start: number; end: number } {
  const indent = text.length - text.trimStart().length;
  return {
    start: number === start.line ? getOffset(text, start.column) : indent,
    end: number === end.line ? getOffset(text, end.column) : text.trimEnd().length,
  };
}

/** Keeps the stretch of a very long line that holds the start of the mark. */
function cutLine(line: SnippetLine): SnippetLine {
  const { number, text, mark } = line;
  if (text.length <= MAX_LENGTH) return line;
  const wanted = mark ? Math.min(mark.start - MAX_LENGTH / 4, text.length - MAX_LENGTH) : 0;
  const from = getCharacterStart(text, Math.max(0, wanted));
  const to = getCharacterStart(text, Math.min(text.length, from + MAX_LENGTH));
  const head = from > 0 ? '…' : '';
  const cut = `${head}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  if (!mark) return { number, text: cut };
  const place = (offset: number) => Math.max(0, Math.min(offset, to) - from) + head.length;
  return { number, text: cut, mark: { start: place(mark.start), end: place(mark.end) } };
}

/** Moves an offset out of the middle of a surrogate pair. */
function getCharacterStart(text: string, offset: number): number {
  const inPair =
    /[\udc00-\udfff]/.test(text.charAt(offset)) && /[\ud800-\udbff]/.test(text.charAt(offset - 1));
  return inPair ? offset - 1 : offset;
}
