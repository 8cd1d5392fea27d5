import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from './comparison';

/** Why both programs may disagree. All that is given must hold. */
export interface Explanation {
  readonly area: string;
  /** Regular expressions on the case and on what each program said. */
  readonly name?: string;
  readonly packer?: string;
  readonly strata?: string;
  /** The texts agree once all that this matches is taken out. */
  readonly without?: string;
  /** Ours has every line of theirs, in their order, and more. */
  readonly adds?: boolean;
  readonly reason: string;
}

/** Disagreements with their reasons; those without a reason come under `undefined`. */
export type Explained = ReadonlyMap<string | undefined, readonly Comparison[]>;

export function readExplanations(): readonly Explanation[] {
  return JSON.parse(readFileSync(join(__dirname, 'explanations.json'), 'utf8')) as readonly Explanation[];
}

/** Puts each disagreement under the first explanation that fits. */
export function explain(
  disagreements: readonly Comparison[],
  explanations: readonly Explanation[],
): Explained {
  const explained = new Map<string | undefined, Comparison[]>();
  for (const one of disagreements) {
    const reason = explanations.find((explanation) => fits(explanation, one))?.reason;
    explained.set(reason, [...(explained.get(reason) ?? []), one]);
  }
  return explained;
}

function fits({ name, packer, strata, without, adds }: Explanation, one: Comparison): boolean {
  const matches = (pattern: string | undefined, text: string) =>
    pattern === undefined || new RegExp(pattern, 'su').test(text);
  const strip = (text: string) => text.replace(new RegExp(without ?? '', 'gu'), '');
  return (
    matches(name, one.name) &&
    matches(packer, one.packer) &&
    matches(strata, one.strata) &&
    (without === undefined || strip(one.packer) === strip(one.strata)) &&
    (!adds || addsLines(one.packer, one.strata))
  );
}

function addsLines(theirs: string, ours: string): boolean {
  const lines = ours.split('\n');
  let from = 0;
  return theirs.split('\n').every((line) => {
    const at = lines.indexOf(line, from);
    from = at + 1;
    return at !== -1;
  });
}
