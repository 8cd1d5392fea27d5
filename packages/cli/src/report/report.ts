import { formatBytes, formatSeconds } from '../view/units';
import { formatBuild, getBuildName, getEnd } from './build';
import type { Report } from './collect';
import { type Content, element, Html } from './html';
import { style } from './style';

/** The whole report, one file that needs nothing else: no network, no script. */
export function formatReport(report: Report): string {
  const { builds, end } = report;
  return Html.page({
    title: `Strata: ${summarise(report)}`,
    style,
    body: [
      element('header', {}, element('h1', {}, `Strata: ${summarise(report)}`), formatFacts(report)),
      element(
        'main',
        {},
        formatOverview(report),
        builds.map((build) => formatBuild(build, end)),
      ),
    ],
  }).toString();
}

function summarise({ builds }: Report): string {
  const ends = builds.map((build) => getEnd(build).word);
  const counts = [...new Set(ends)].map((word) => `${ends.filter((each) => each === word).length} ${word}`);
  return counts.length === 0 ? 'no builds' : counts.join(', ');
}

function formatFacts({ started, isWhole, end }: Report): Content {
  const facts: (readonly [string, Content])[] = [
    ['Took', `${formatSeconds(end)}${isWhole ? '' : ' until its last event: it was killed, or still runs'}`],
  ];
  if (started) {
    const { architecture, memory, node, platform, processors, strata } = started.facts;
    facts.unshift(['Began', element('time', { datetime: started.time }, started.time)]);
    facts.push(
      ['Run', started.runId],
      ['Strata', `${strata} on Node ${node}`],
      ['Machine', `${platform} ${architecture}, ${processors} processors, ${formatBytes(memory)} of memory`],
    );
  }
  return element(
    'dl',
    {},
    facts.map(([name, content]) => [element('dt', {}, name), element('dd', {}, content)]),
  );
}

/** One build needs no list of itself. */
function formatOverview({ builds }: Report): Content {
  if (builds.length < 2) return undefined;
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('caption', {}, 'Builds'),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ['Build', 'How it ended', 'Time'].map((head) => element('th', { scope: 'col' }, head)),
        ),
      ),
      element(
        'tbody',
        {},
        builds.map((build) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, getBuildName(build)),
            element('td', { class: getEnd(build).look }, getEnd(build).word),
            element(
              'td',
              { class: 'number' },
              build.milliseconds === undefined ? '' : formatSeconds(build.milliseconds),
            ),
          ),
        ),
      ),
    ),
  );
}
