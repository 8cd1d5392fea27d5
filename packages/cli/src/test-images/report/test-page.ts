import { type Content, element, Html } from '../../report/html';
import { formatProblem } from '../../report/problem';
import { style } from '../../report/style';
import { formatSeconds } from '../../view/units';
import type { Counts, PlaceResults, TestedPlace, TestLine, TestRun } from './test-run';

/** A page about the tests of an image: one file that needs no network and no script. */
export function formatTestPage(run: TestRun): string {
  const { image, startedAt, milliseconds, counts, places } = run;
  const title = `Tests of ${image}: ${summarise(counts)}`;
  return Html.page({
    title,
    style,
    body: [
      element(
        'header',
        {},
        element('h1', {}, title),
        element(
          'dl',
          {},
          ...[
            element('dt', {}, 'Began'),
            element('dd', {}, element('time', { datetime: startedAt }, startedAt)),
          ],
          ...[element('dt', {}, 'Took'), element('dd', {}, formatSeconds(milliseconds))],
        ),
      ),
      element('main', {}, places.map(formatPlace)),
    ],
  }).toString();
}

function summarise({ failed, errors, passed, skipped }: Counts): string {
  const words: readonly (readonly [number, string])[] = [
    [failed, 'failed'],
    [errors, errors === 1 ? 'error' : 'errors'],
    [passed, 'passed'],
    [skipped, 'skipped'],
  ];
  const told = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return told.length === 0 ? 'there are none' : told.join(', ');
}

const TITLES: Readonly<Record<TestedPlace, string>> = { layers: 'In layers', machine: 'In a machine' };

function formatPlace({ place, results, problems }: PlaceResults): Html {
  const images = [...new Set(results.map(({ image }) => image))];
  return element(
    'section',
    { 'aria-label': TITLES[place] },
    element('h2', {}, TITLES[place]),
    problems.map(formatProblem),
    images.map((image) =>
      formatImage(
        image,
        results.filter((result) => result.image === image),
      ),
    ),
  );
}

const HEADS = ['Test', 'Result', 'Time', 'Where'];

function formatImage(image: string, lines: readonly TestLine[]): Html {
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('caption', {}, `Tests of ${image}`),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          HEADS.map((head) => element('th', { scope: 'col' }, head)),
        ),
      ),
      element('tbody', {}, lines.map(formatLine)),
    ),
  );
}

/** Colours of the report of builds. */
const LOOKS: Readonly<Record<TestLine['status'], string>> = {
  passed: 'done',
  failed: 'failed',
  skipped: 'faint',
};

function formatLine({ title, status, milliseconds, file, line, reason, output }: TestLine): Html {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, title),
    element(
      'td',
      {},
      element('span', { class: LOOKS[status] }, status),
      reason === undefined ? undefined : element('div', { class: 'faint' }, reason),
      formatOutput(output),
    ),
    element('td', { class: 'number' }, formatSeconds(milliseconds)),
    element('td', {}, element('code', {}, line === undefined ? file : `${file}:${line}`)),
  );
}

function formatOutput(output: string | undefined): Content {
  if (output === undefined || output === '') return undefined;
  return element('details', {}, element('summary', {}, 'Output'), element('pre', { tabindex: 0 }, output));
}
