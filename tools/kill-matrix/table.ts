import { type Killed, SIGNALS, type Signal } from './kill-at';

/** What came of the kills of one row: by event, counted from 1, and by signal. */
export interface RowResult {
  readonly name: string;
  /** The events of a build that nobody kills. */
  readonly events: readonly string[];
  readonly kills: ReadonlyMap<number, ReadonlyMap<Signal, Killed>>;
}

/** Lines for people: an event each, and behind it what the sweep found and whether anything was left. */
export function formatRow({ name, events, kills }: RowResult): string {
  const lines = [...kills].map(([event, results]) => {
    const cells = SIGNALS.map((signal) => formatCell(results.get(signal)).padEnd(22));
    return `${String(event).padStart(4)} ${(events[event - 1] ?? '').padEnd(18)}${cells.join('')}`.trimEnd();
  });
  const head = `${'event'.padEnd(23)}${SIGNALS.map((signal) => signal.padEnd(22)).join('')}`.trimEnd();
  return [`\n${name}: ${events.length} events`, head, ...lines, ...listLeft(kills)].join('\n');
}

function formatCell(killed: Killed | undefined): string {
  if (!killed) return '';
  const found = killed.swept === 0 ? 'clean' : `swept ${killed.swept ?? '?'}`;
  const word = killed.left.length === 0 ? found : `LEFT ${killed.left.length}`;
  return `${word} (${killed.end})`;
}

function listLeft(kills: RowResult['kills']): readonly string[] {
  return [...kills].flatMap(([event, results]) =>
    [...results].flatMap(([signal, { left }]) => left.map((text) => `  ${signal} at ${event}: ${text}`)),
  );
}
