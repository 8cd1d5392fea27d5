/** Bytes of a file, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The part that a `Range` header asks for; `whole` when it asks for none, for several, or in words that are not known: a
 * server may always send everything. `unsatisfiable` when the file has no such bytes. Source: RFC 9110, 14.
 */
export function getRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const last = size - 1;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first > last) return 'unsatisfiable';
  return { first, last: to === '' ? last : Math.min(Number(to), last) };
}
