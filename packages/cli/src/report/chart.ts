import { formatSeconds } from '../view/units';
import type { Piece } from './collect';
import { element, type Html } from './html';

/** Units of the drawing: as wide as the build is long. */
const WIDTH = 1000;
const HEIGHT = 10;
/** What is short must be seen. */
const THINNEST = 2;

export interface TimeSpan {
  /** Milliseconds since the run began. */
  readonly begin: number;
  readonly end: number;
}

/** When a piece of a build ran, as a bar below the same span for all of them. */
export function formatBar({ begin, milliseconds, state }: Piece, span: TimeSpan): Html {
  const length = Math.max(1, span.end - span.begin);
  const end = milliseconds === undefined ? span.end : begin + milliseconds;
  const x = Math.round(((begin - span.begin) / length) * WIDTH);
  const width = Math.max(THINNEST, Math.round(((end - begin) / length) * WIDTH));
  const label = `from ${formatSeconds(begin - span.begin)} to ${formatSeconds(end - span.begin)}`;
  return element(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': label,
    },
    element('rect', { class: state, x: Math.min(x, WIDTH - THINNEST), y: 0, width, height: HEIGHT }),
  );
}
