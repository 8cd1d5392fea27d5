/**
 * Compares by UTF-8 bytes, the order in which HCL walks maps and sorts strings.
 * JavaScript's own order is by UTF-16 units and puts U+10000 before U+FB00.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above all others, though their code units are below U+E000. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A map whose walk is in the byte order of its keys; a later duplicate replaces an earlier one. */
export function sortedByKey<T>(entries: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
  const list = [...entries];
  if (isSorted(list)) return new Map(list);
  return new Map([...new Map(list)].sort(([a], [b]) => compareText(a, b)));
}

function isSorted(entries: readonly (readonly [string, unknown])[]): boolean {
  for (let i = 1; i < entries.length; i++) {
    if (compareText(entries[i - 1]![0], entries[i]![0]) >= 0) return false;
  }
  return true;
}
