import { createLimit } from '../../../packages/engine/src/limit';
import type { CallBed, CallRow } from './call-row';
import { type CallKilled, type KillOrder, killAtCall } from './kill-at-call';
import type { KillPoint, SeenCall } from './killed-cloud';
import { MOMENTS } from './moments';

/** What came of the kills of one row. */
export interface CallRowResult {
  readonly name: string;
  /** The calls of work that nobody kills. */
  readonly calls: readonly SeenCall[];
  readonly cases: readonly (KillPoint & CallKilled)[];
}

/** Most of a case is waiting: for the cloud, and for a second look at it. */
const AT_A_TIME = 6;

/** Blocks and pages are alike: of a row of them the first, the one in the middle and the last count. */
const ALIKE: readonly string[] = ['PutSnapshotBlock', 'PUT page'];

/** Kills work at each of its calls. Work that nobody kills tells which calls there are. */
export async function killCalls(
  { name, open, isChangesAlone = false }: CallRow,
  isWanted: (point: KillPoint, index: number) => boolean = () => true,
): Promise<CallRowResult> {
  await using bed = await open();
  const whole = await killAtCall(bed);
  if (whole.left.length + whole.touched.length > 0)
    throw new Error(`${name} that nobody kills: ${[...whole.left, ...whole.touched].join('; ')}`);
  const points = listPoints(whole.calls)
    .filter(({ call }) => !isChangesAlone || whole.calls[call]?.mutating === true)
    .filter(isWanted)
    .map((point) => ({ ...point, whole: whole.calls }));
  return { name, calls: whole.calls, cases: await killAll(bed, points) };
}

async function killAll(bed: CallBed, points: readonly KillOrder[]): Promise<CallRowResult['cases']> {
  const limit = createLimit(AT_A_TIME);
  return Promise.all(
    points.map((point) => limit(async () => ({ ...point, ...(await killAtCall(bed, point)) }))),
  );
}

/** A question that was carried out changed nothing: only what changes something has an afterwards of its own. */
function listPoints(calls: readonly SeenCall[]): readonly KillPoint[] {
  const alike = calls.flatMap(({ action }, call) => (ALIKE.includes(action) ? [call] : []));
  const chosen = new Set([alike[0], alike[alike.length >> 1], alike.at(-1)]);
  return calls.flatMap(({ action, mutating }, call) => {
    if (ALIKE.includes(action) && !chosen.has(call)) return [];
    return MOMENTS.filter((moment) => moment === 'before' || mutating).map((moment) => ({ call, moment }));
  });
}

/** Lines for people: a call each. */
export function formatCallRow({ name, calls, cases }: CallRowResult): string {
  const lines = cases.map(({ call, moment, end, left, touched }) => {
    const found = left.length + touched.length === 0 ? 'clean' : [...left, ...touched].join('; ');
    const { action, region } = calls[call] ?? { action: '', region: '' };
    return `${String(call + 1).padStart(4)} ${`${moment} ${action} ${region}`.padEnd(50)} ${end.padEnd(8)} ${found}`;
  });
  return [`\n${name}: ${calls.length} calls, ${cases.length} kills`, ...lines].join('\n');
}
