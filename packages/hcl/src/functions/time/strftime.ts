import { formatGoLayout } from './go-layout';
import type { Instant } from './instant';

/** Letters of strftime as layouts of Go. */
const layouts: Readonly<Record<string, string>> = {
  a: 'Mon',
  A: 'Monday',
  b: 'Jan',
  B: 'January',
  c: 'Mon Jan 2 15:04:05 2006',
  d: '02',
  D: '01/02/06',
  e: '_2',
  f: '.000000',
  F: '2006-01-02',
  h: 'Jan',
  H: '15',
  I: '03',
  j: '002',
  m: '01',
  M: '04',
  n: '\n',
  p: 'PM',
  r: '03:04:05 PM',
  R: '15:04',
  S: '05',
  t: '\t',
  T: '15:04:05',
  v: '_2-Jan-2006',
  x: '01/02/06',
  X: '15:04:05',
  y: '06',
  Y: '2006',
  z: '-0700',
  Z: 'MST',
};

/** A moment in the form that `%Y-%m-%d` says; letters that mean nothing stay as they are. */
export function formatStrftime(format: string, instant: Instant): string {
  return format.replace(/%(.)/gsu, (sequence, letter: string) => {
    if (letter === '%') return '%';
    const layout = layouts[letter];
    if (layout === undefined) return sequence;
    return letter === 'f' ? formatGoLayout(layout, instant).slice(1) : formatGoLayout(layout, instant);
  });
}
