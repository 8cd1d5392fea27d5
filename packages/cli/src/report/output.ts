import { element, type Html } from './html';
import type { KeptOutput, OutputLine } from './kept-output';

/** What was printed, folded away until somebody wants to read it; nothing when nothing was. */
export function formatOutput(output: KeptOutput, { open }: { readonly open: boolean }): Html | undefined {
  const { head, left, tail } = output;
  const count = head.length + left + tail.length;
  if (count === 0) return undefined;
  const gap =
    left > 0 ? element('span', { class: 'left' }, `… ${formatLines(left)} left out here …\n`) : undefined;
  return element(
    'details',
    { open: open ? '' : undefined },
    element('summary', {}, `Output, ${formatLines(count)}${left > 0 ? `, ${left} of them left out` : ''}`),
    // Whoever has no mouse must be able to scroll it.
    element('pre', { tabindex: 0 }, head.map(formatLine), gap, tail.map(formatLine)),
  );
}

function formatLine({ from, text }: OutputLine): Html | string {
  if (from === 'stdout') return `${text}\n`;
  return element('span', { class: from }, `${from === 'say' ? '==> ' : ''}${text}\n`);
}

function formatLines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}
