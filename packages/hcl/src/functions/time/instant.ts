/** A moment with the distance from UTC at which it was written. */
export interface Instant {
  /** Milliseconds since the epoch. */
  readonly milliseconds: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

/** The moment on the calendar and clock of its own zone. */
export function localDate({ milliseconds, offset }: Instant): Date {
  return new Date(milliseconds + offset * 60_000);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `+HH<separator>MM`. */
export function zoneText({ offset }: Instant, separator: string): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** As Go writes RFC 3339: whole seconds, `Z` for UTC. */
export function formatInstant(instant: Instant): string {
  const date = localDate(instant);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const day = `${year}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day}T${time}${instant.offset === 0 ? 'Z' : zoneText(instant, ':')}`;
}
