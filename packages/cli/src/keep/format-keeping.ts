import type { KeepAct, KeepDecision } from '@strata/sdk/keep';
import type { Keeping, KeepOutcome } from '../publish/keeper';

/** What is to be done, as people read it in a table. */
const acts: Readonly<Record<KeepAct, string>> = {
  keep: 'stays',
  wait: 'waits',
  quarantine: 'put aside',
  restore: 'take up',
  remove: 'remove',
};

/** For the sum of all: how many of each, in the order in which they are told. */
const sums: readonly (readonly [act: KeepAct, word: string])[] = [
  ['quarantine', 'to put aside'],
  ['remove', 'to remove'],
  ['restore', 'to take up again'],
  ['wait', 'put aside already'],
  ['keep', 'to stay as they are'],
];

/** Which rows of a table are shown. */
export type Rows = 'changes' | 'all';

/** The plan of a destination as a table, and a line that sums it up; another one for what goes with its images. */
export function formatKeeping(name: string, { decisions, parts, leftovers }: Keeping, rows: Rows): string {
  const shown = [...decisions, ...parts].filter(({ act }) => rows === 'all' || act !== 'keep');
  const table = [
    ...shown.map(toRow),
    ...leftovers.map(({ place, id, name: subject }) => [
      acts.remove,
      subject,
      place,
      id,
      'its image is gone',
    ]),
  ];
  return [
    ...alignColumns(table).map((line) => `  ${line}\n`),
    `${name}: ${sumUp(decisions, 'image')}\n`,
    ...(parts.length > 0
      ? [`${name}: beside them ${sumUp(parts, 'disk or copy', 'disks and copies')}\n`]
      : []),
  ].join('');
}

function sumUp(decisions: readonly KeepDecision[], one: string, many = `${one}s`): string {
  const counts = sums
    .map(([act, word]) => [decisions.filter((each) => each.act === act).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return [`${decisions.length} ${decisions.length === 1 ? one : many}`, ...counts].join(', ');
}

function toRow({ act, image, reason }: KeepDecision): readonly string[] {
  return [acts[act], image.name, image.place, image.id, reason];
}

/** Each column as wide as its widest text; the last one as it is. */
function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row.map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at] ?? 0))).join('  '),
  );
}

const done: Readonly<Record<KeepAct, string>> = {
  keep: 'stays',
  wait: 'waits',
  quarantine: 'put aside',
  restore: 'taken up again',
  remove: 'removed',
};

/** How it went with one image, in a line. */
export function formatOutcome({ act, place, id, name, state, told }: KeepOutcome): string {
  const subject = `${name} (${id} in ${place})`;
  if (state === 'done') return `${subject} ${done[act]}\n`;
  if (state === 'left') return `${subject} left: ${told}\n`;
  return `${subject} not ${done[act]}\n`;
}
