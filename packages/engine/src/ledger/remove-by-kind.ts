import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import { problem } from '../codes';
import type { OpenEntry } from './entries';

/** Something that another process left, as its ledger names it. */
export type Leftover = Pick<OpenEntry, 'kind' | 'data'>;

/** @throws Failure ENG016 for a kind that nobody here knows */
export async function removeByKind(
  { kind: name, data }: Leftover,
  {
    kinds,
    by,
  }: { readonly kinds: ReadonlyMap<string, ResourceKind> | undefined; readonly by: RemoveContext },
): Promise<void> {
  const kind = kinds?.get(name);
  if (!kind) throw new Failure(getUnknownKind(name));
  await kind.remove(by, data);
}

export function getUnknownKind(name: string): Diagnostic {
  return problem('ENG016', {
    detail: `A killed build left something of the kind "${name}", which this version of Strata does not know.`,
    hint: 'Sweep with the version that built it.',
  });
}
