import { element, Html } from '../../report/html';
import { style } from '../../report/style';
import type { ImageDifference } from '../difference';
import { type ChangeLine, listSections, type Section } from './lines';
import { countSigns } from './text';

/** A difference as one page that needs nothing else: no network, no script. Everything is in it. */
export function formatDifferencePage(difference: ImageDifference): string {
  const title = `${difference.before}, then ${difference.after}`;
  const sections = listSections(difference, { all: true });
  return Html.page({
    title: `Strata: ${title}`,
    style,
    body: [
      element(
        'header',
        {},
        element('h1', {}, title),
        element('p', {}, sections.length === 0 ? 'Nothing differs.' : summarise(sections)),
      ),
      element('main', {}, sections.map(formatSection)),
    ],
  }).toString();
}

function summarise(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => `${title}: ${countSigns(lines)}`).join(' · ');
}

function formatSection({ title, lines }: Section): Html {
  return element(
    'section',
    {},
    element('h2', {}, title),
    element(
      'div',
      { class: 'scroll' },
      element(
        'table',
        {},
        element('caption', {}, countSigns(lines)),
        element('tbody', {}, lines.map(formatLine)),
      ),
    ),
  );
}

/** Words beside the colours: whoever sees none reads the same. */
const looks: Readonly<Record<ChangeLine['sign'], { readonly word: string; readonly look: string }>> = {
  '+': { word: 'added', look: 'done' },
  '-': { word: 'removed', look: 'failed' },
  '~': { word: 'changed', look: 'unfinished' },
};

function formatLine({ sign, what, how }: ChangeLine): Html {
  const { word, look } = looks[sign];
  return element(
    'tr',
    {},
    element('td', { class: look }, word),
    element('th', { scope: 'row' }, what),
    element('td', {}, how),
  );
}
