import type { Diagnostic } from './diagnostic';
import { cutToCells, getVisible } from './display';
import { formatSnippet } from './snippet-text';
import { getStyle, type Style } from './style';
import { type DiagnosticView, getViews, type SourceLookup } from './view';
import { wrap } from './wrap';

export interface TextOptions {
  /** Cells of a line. @default no limit, for files and pipes */
  readonly width?: number;
  /** Whether escape sequences for colour may be written. @default false */
  readonly color?: boolean;
}

/** Diagnostics with their source lines for people: the short way through `getViews` and `formatText`. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: TextOptions & { readonly sources?: SourceLookup } = {},
): string {
  return formatText(getViews(diagnostics, options.sources), options);
}

/** Diagnostics for people, a blank line between two, ending in a line end; nothing for no diagnostics. */
export function formatText(views: readonly DiagnosticView[], options: TextOptions = {}): string {
  return views.map((view) => formatOne(view, options)).join('\n');
}

function formatOne(view: DiagnosticView, options: TextOptions): string {
  const style = getStyle(options.color ?? false);
  const paragraphs = [
    formatTitle(view, style),
    formatPlace(view, options, style),
    ...(view.related ?? []).map(({ label, ...place }) => formatPlace({ ...place, label }, options, style)),
    wrap(getVisible(view.detail), options),
    formatValues(view, options, style),
    formatHint(view, options, style),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

const TITLES: Record<DiagnosticView['severity'], string> = { error: 'Error', warning: 'Warning' };

function formatTitle({ severity, summary, code }: DiagnosticView, style: Style): string {
  return `${style[severity](`${TITLES[severity]}:`)} ${style.strong(getVisible(summary))} ${style.faint(`(${code})`)}`;
}

interface Place extends Pick<DiagnosticView, 'range' | 'snippet'> {
  readonly label?: string;
}

function formatPlace({ range, snippet, label }: Place, options: TextOptions, style: Style): string {
  if (!range) return '';
  const place = `  ${label === undefined ? '' : `${getVisible(label)} `}on ${getVisible(range.file)} line ${range.start.line}`;
  if (!snippet) return `${place}`;
  return `${place}:\n${formatSnippet(snippet, { ...options, style })}`;
}

/** A value is one line: it only has to tell which case this is. */
function formatValues({ values = [] }: DiagnosticView, { width }: TextOptions, style: Style): string {
  return values
    .map(({ name, text }) => {
      const line = `  ${getVisible(name)} is ${getVisible(text).replace(/\s*\n\s*/g, ' ')}`;
      return style.faint(width === undefined ? line : cutToCells(line, width));
    })
    .join('\n');
}

function formatHint({ hint }: DiagnosticView, { width }: TextOptions, style: Style): string {
  if (hint === undefined) return '';
  const text = wrap(getVisible(hint), { indent: '      ', ...(width !== undefined && { width }) });
  return `${style.hint('Hint:')} ${text}`;
}
