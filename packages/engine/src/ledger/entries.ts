import type { ResourceData } from '@strata/sdk';

/** A line of a ledger. Numbers count the noted things of one build from 1. */
export type LedgerLine =
  | { readonly noted: number; readonly kind: string; readonly data: ResourceData }
  /** It is gone, or belongs to somebody else from now on. */
  | { readonly settled: number };

/** Something noted of which nothing says that it is settled. */
export interface OpenEntry {
  readonly number: number;
  readonly kind: string;
  readonly data: ResourceData;
}

export function formatLine(line: LedgerLine): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * What is still open in a ledger, the last noted first: things are undone in reverse. A last line that was cut off was
 * never followed by an act, so it counts for nothing.
 */
export function getOpenEntries(text: string): readonly OpenEntry[] {
  const open = new Map<number, OpenEntry>();
  for (const line of text.split('\n').flatMap(parseLine)) {
    if ('settled' in line) open.delete(line.settled);
    else open.set(line.noted, { number: line.noted, kind: line.kind, data: line.data });
  }
  return [...open.values()].reverse();
}

function parseLine(text: string): readonly LedgerLine[] {
  try {
    return [JSON.parse(text) as LedgerLine];
  } catch {
    return [];
  }
}
