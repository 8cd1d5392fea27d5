import type { RemoteExit } from '@strata/sdk';
import { formatBytes, formatSeconds } from '../view/units';
import { formatBar, type TimeSpan } from './chart';
import type { Piece } from './collect';
import { element, type Html } from './html';
import { formatOutput } from './output';

const KINDS: Readonly<Record<Piece['of'], string>> = {
  step: '',
  builder: 'builder: ',
  'post-processor': 'post-processor: ',
};

export function getName({ of, label }: Piece): string {
  return `${KINDS[of]}${label}`;
}

/** A line of the table: what it was, how it went, how long, and when. */
export function formatRow(piece: Piece, span: TimeSpan): Html {
  const { milliseconds, state } = piece;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, getName(piece)),
    element('td', { class: state }, state),
    element('td', { class: 'number' }, milliseconds === undefined ? '' : formatSeconds(milliseconds)),
    element('td', {}, piece.exits.map(formatExit).join(', ')),
    element('td', { class: 'chart' }, formatBar(piece, span)),
  );
}

/** What there is to say of it beyond its line; nothing when there is nothing. */
export function formatDetails(piece: Piece): Html | undefined {
  const { bytes, cause, key, state, traffic } = piece;
  const facts: readonly (readonly [string, string])[] = [
    ...(state === 'cached' ? [['Cache', 'hit: nothing that it depends on changed'] as const] : []),
    ...cause.map((line, index) => [index === 0 ? 'Not from the cache' : '', line] as const),
    ...(key === undefined ? [] : [['Key', key] as const]),
    ...(bytes === undefined ? [] : [['Size', formatBytes(bytes)] as const]),
    ...(traffic
      ? [['Sent', formatBytes(traffic.sent)] as const, ['Received', formatBytes(traffic.received)] as const]
      : []),
  ];
  const output = formatOutput(piece.output, { open: state === 'failed' });
  if (facts.length === 0 && !output) return undefined;
  return element(
    'div',
    {},
    element('h3', {}, getName(piece)),
    facts.length > 0
      ? element(
          'dl',
          {},
          facts.map(([name, text]) => [element('dt', {}, name), element('dd', {}, text)]),
        )
      : undefined,
    output,
  );
}

function formatExit(exit: RemoteExit): string {
  switch (exit.kind) {
    case 'exited':
      return String(exit.code);
    case 'signalled':
      return `signal ${exit.signal}`;
    case 'disconnected':
      return 'connection lost';
  }
}
