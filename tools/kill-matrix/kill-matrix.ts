import { type Killed, killAt, SIGNALS, type Signal } from './kill-at';
import type { Row } from './row';
import { rows } from './rows';
import { formatRow, type RowResult } from './table';

/** `npm run kill-matrix [-- BUILDER...]`: kills builds at each of their events, sweeps, and prints what is left. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) {
    const known = rows.map(({ name }) => name).join(', ');
    process.stderr.write(`No row is called ${unknown.join(', ')}. Rows: ${known}.\n`);
    return 1;
  }
  let kills = 0;
  let bad = 0;
  for (const row of rows.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const result = await killRow(
      row,
      (event, kinds) =>
        event % (row.every ?? 1) === 0 || row.always?.includes(kinds[event - 1] ?? '') === true,
    );
    process.stdout.write(`${formatRow(result)}\n`);
    const all = [...result.kills.values()].flatMap((each) => [...each.values()]);
    kills += all.length;
    bad += all.filter(({ left }) => left.length > 0).length;
  }
  process.stdout.write(`\n${kills} builds killed; ${bad} left something that a sweep did not remove.\n`);
  return bad === 0 ? 0 : 1;
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
