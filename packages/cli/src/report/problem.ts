import type { DiagnosticView, RelatedView, SnippetLine } from '@strata/diagnostics';
import { type Content, element, type Html } from './html';

/** A problem with the lines of source that it is about. */
export function formatProblem(view: DiagnosticView): Html {
  const { code, detail, hint, related = [], severity, summary, values = [] } = view;
  return element(
    'div',
    { class: `problem ${severity}` },
    element(
      'p',
      {},
      element('strong', {}, `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`),
      ` (${code})`,
    ),
    formatPlace(view),
    related.map((place) => formatPlace(place)),
    element('p', {}, detail),
    values.map(({ name, text }) => element('p', { class: 'faint' }, `${name} is ${text}`)),
    hint === undefined ? undefined : element('p', {}, element('strong', {}, 'Hint: '), hint),
  );
}

type Place = Pick<DiagnosticView, 'range' | 'snippet'> & Partial<Pick<RelatedView, 'label'>>;

function formatPlace({ label, range, snippet }: Place): Content {
  if (!range) return undefined;
  const place = `${label === undefined ? '' : `${label} `}on ${range.file} line ${range.start.line}`;
  return [
    element('p', { class: 'faint' }, place),
    snippet ? element('pre', { class: 'source', tabindex: 0 }, snippet.map(formatLine)) : undefined,
  ];
}

const GUTTER = 5;

function formatLine({ number, text, mark }: SnippetLine): Content {
  const gutter = element('span', { class: 'faint' }, `${String(number).padStart(GUTTER)}: `);
  if (!mark || mark.start === mark.end) return [gutter, `${text}\n`];
  const { start, end } = mark;
  return [gutter, text.slice(0, start), element('mark', {}, text.slice(start, end)), `${text.slice(end)}\n`];
}
