const SECOND = 1000;

/** Milliseconds that a server asks to be left alone for, by its `Retry-After` (RFC 9110, 10.2.3): seconds or a date. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * SECOND;
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
