import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Cases that apply and fail, by name, with the reason. */
interface Exception {
  readonly suite: string;
  readonly reason: string;
  readonly cases: readonly string[];
}

/** Tables, or single cases of one, that test what is no part of the language as Packer has it. */
interface NotApplicable {
  readonly reason: string;
  readonly tables?: readonly string[];
  readonly suite?: string;
  readonly cases?: readonly string[];
}

const { exceptions, notApplicable } = JSON.parse(
  readFileSync(join(__dirname, 'exceptions.json'), 'utf8'),
) as { readonly exceptions: readonly Exception[]; readonly notApplicable: readonly NotApplicable[] };

/** What is written down of a suite, by the name of the case. */
export interface Reasons {
  /** Why it fails. */
  readonly exceptions: ReadonlyMap<string, string>;
  /** Why it does not apply. */
  readonly notApplicable: ReadonlyMap<string, string>;
}

export function reasonsFor(suite: string): Reasons {
  const byCase = (list: readonly (Exception | NotApplicable)[]) =>
    new Map(
      list
        .filter((entry) => entry.suite === suite)
        .flatMap(({ cases = [], reason }) => cases.map((name) => [name, reason] as const)),
    );
  return { exceptions: byCase(exceptions), notApplicable: byCase(notApplicable) };
}

/** Why no case of a table applies. */
export function tablesLeftOut(): ReadonlyMap<string, string> {
  return new Map(
    notApplicable.flatMap(({ tables = [], reason }) => tables.map((table) => [table, reason] as const)),
  );
}

/** The suites that some entry names. */
export function suitesNamed(): readonly string[] {
  return [...new Set([...exceptions, ...notApplicable].flatMap(({ suite }) => suite ?? []))];
}
