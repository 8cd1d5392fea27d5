import { formatCallRow, killCalls } from './calls/kill-calls';
import { type Killed, killAt, SIGNALS, type Signal } from './kill-at';
import type { Row } from './row';
import { callRows, rows } from './rows';
import { formatRow, type RowResult } from './table';

/**
 * `npm run kill-matrix [-- ROW...]`: kills builds at each of their events, or of their calls to a cloud, sweeps, and prints
 * what is left.
 */
export async function main(names: readonly string[]): Promise<number> {
  const all = [...rows, ...callRows].map(({ name }) => name);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`No row is called ${unknown.join(', ')}. Rows: ${all.join(', ')}.\n`);
    return 1;
  }
  const isNamed = ({ name }: { readonly name: string }) => names.length === 0 || names.includes(name);
  const counts = { kills: 0, left: 0, touched: 0 };
  for (const row of rows.filter(isNamed)) {
    const result = await killRow(
      row,
      (event, kinds) =>
        event % (row.every ?? 1) === 0 || row.always?.includes(kinds[event - 1] ?? '') === true,
    );
    process.stdout.write(`${formatRow(result)}\n`);
    const killed = [...result.kills.values()].flatMap((each) => [...each.values()]);
    counts.kills += killed.length;
    counts.left += killed.filter(({ left }) => left.length > 0).length;
  }
  for (const row of callRows.filter(isNamed)) {
    const result = await killCalls(row);
    process.stdout.write(`${formatCallRow(result)}\n`);
    counts.kills += result.cases.length;
    counts.left += result.cases.filter(({ left }) => left.length > 0).length;
    counts.touched += result.cases.filter(({ touched }) => touched.length > 0).length;
  }
  const { kills, left, touched } = counts;
  process.stdout.write(
    `\n${kills} builds killed; ${left} left something that a sweep did not remove; of ${touched} the sweep touched what is somebody else's.\n`,
  );
  return left + touched === 0 ? 0 : 1;
}

/** Kills builds of one row at the events that are wanted. One build that nobody kills tells which events there are. */
export async function killRow(
  { name, open }: Row,
  isWanted: (event: number, kinds: readonly string[]) => boolean,
): Promise<RowResult> {
  const bed = await open();
  try {
    const whole = await killAt(bed, 0, 'SIGTERM');
    if (whole.end !== '0' || whole.left.length > 0)
      throw new Error(
        `A build of ${name} that nobody kills ended with ${whole.end}: ${whole.left.join('; ')}`,
      );
    const { events } = whole;
    const kills = new Map<number, ReadonlyMap<Signal, Killed>>();
    for (const event of events.map((_, index) => index + 1)) {
      if (!isWanted(event, events)) continue;
      const results = new Map<Signal, Killed>();
      for (const signal of SIGNALS) results.set(signal, await killAt(bed, event, signal));
      kills.set(event, results);
    }
    return { name, events, kills };
  } finally {
    await bed.close();
  }
}
