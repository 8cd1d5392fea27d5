import { formatSeconds } from '../view/units';
import type { TimeSpan } from './chart';
import type { BuildReport } from './collect';
import { type Content, element, type Html } from './html';
import { formatOutput } from './output';
import { formatDetails, formatRow } from './piece';
import { formatProblem } from './problem';

export function getBuildName({ name: { project, build } }: Pick<BuildReport, 'name'>): string {
  return build === '' ? project : `${project}/${build}`;
}

/** How a build ended, in a word, and the class that colours it. */
export function getEnd({ name, outcome }: BuildReport): { readonly word: string; readonly look: string } {
  switch (outcome) {
    case 'built':
      return { word: 'built', look: 'done' };
    case 'unchanged':
      return { word: 'unchanged', look: 'cached' };
    case 'failed':
      return { word: 'failed', look: 'failed' };
    case 'cancelled':
      return { word: 'cancelled', look: 'unfinished' };
    case undefined:
      return name.build === ''
        ? { word: 'not begun', look: 'failed' }
        : { word: 'not finished', look: 'unfinished' };
  }
}

/** All that is known of one build. */
export function formatBuild(build: BuildReport, runEnd: number): Html {
  const { word, look } = getEnd(build);
  return element(
    'section',
    { 'aria-label': getBuildName(build) },
    element('h2', {}, getBuildName(build), ' ', element('span', { class: look }, word)),
    build.diagnostics.map(formatProblem),
    formatTable(build, runEnd),
    formatArtifacts(build),
    build.pieces.map(formatDetails),
    formatRest(build),
  );
}

function formatTable({ pieces, milliseconds }: BuildReport, runEnd: number): Content {
  const [first] = pieces;
  if (!first) return undefined;
  const span: TimeSpan = {
    begin: first.begin,
    end: pieces.reduce(
      (end, piece) =>
        Math.max(end, piece.milliseconds === undefined ? runEnd : piece.begin + piece.milliseconds),
      first.begin,
    ),
  };
  const total = milliseconds === undefined ? '' : `, ${formatSeconds(milliseconds)} in all`;
  const heads = ['What', 'How it went', 'Time', 'Exit codes', 'When'];
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('caption', {}, `Steps and other work${total}`),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          heads.map((head) => element('th', { scope: 'col' }, head)),
        ),
      ),
      element(
        'tbody',
        {},
        pieces.map((piece) => formatRow(piece, span)),
      ),
    ),
  );
}

function formatArtifacts({ artifacts }: BuildReport): Content {
  if (artifacts.length === 0) return undefined;
  return [
    element('h3', {}, 'Artifacts'),
    element(
      'ul',
      {},
      artifacts.map(({ builderId, description, files, id }) =>
        element(
          'li',
          {},
          description,
          element('div', { class: 'faint' }, `${builderId}, ${id}`),
          files.map((file) => element('div', {}, element('code', {}, file))),
        ),
      ),
    ),
  ];
}

function formatRest({ output }: BuildReport): Content {
  const rest = formatOutput(output, { open: false });
  return rest && [element('h3', {}, 'Outside the steps'), rest];
}
