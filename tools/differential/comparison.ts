/** What both programs made of one case. */
export interface Comparison {
  /** What was asked: an expression, a folder, a variable of a folder. */
  readonly name: string;
  readonly packer: string;
  readonly strata: string;
  readonly agrees: boolean;
}

/** What an area found. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  /** Cases that could not be compared, by reason. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Texts that agree when they are equal. */
export function compareTexts(name: string, packer: string, strata: string): Comparison {
  return { name, packer, strata, agrees: packer === strata };
}

/** Counts cases by reason. */
export function createCount(): { readonly counts: ReadonlyMap<string, number>; add(reason: string): void } {
  const counts = new Map<string, number>();
  return { counts, add: (reason) => void counts.set(reason, (counts.get(reason) ?? 0) + 1) };
}
