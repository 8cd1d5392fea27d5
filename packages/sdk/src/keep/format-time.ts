const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;
/** What is as long as this is easier to understand in days than in hours. */
const leastInDays = 2 * day;

/** A span of milliseconds as it is written in settings: `36h`, `90d`, `2w`. */
export function formatSpan(span: number): string {
  if (span >= week && span % week === 0) return `${span / week}w`;
  return span >= leastInDays ? `${Math.floor(span / day)}d` : `${Math.floor(span / hour)}h`;
}

/** The day of a time, in milliseconds since the epoch, in Greenwich: `2026-11-22`. */
export function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
