import type { PublishContext } from './destination';

/**
 * What will be done, with what a release has left of it that was killed before its set belonged to the destination: a sweep
 * would put back what can be seen of it.
 *
 * @param ledger name of the publication's
 */
export async function tellLeft(
  context: Pick<PublishContext, 'findLeft'>,
  ledger: string,
  { changes, kinds }: { readonly changes: readonly string[]; readonly kinds: readonly string[] },
): Promise<readonly string[]> {
  if (changes.length > 0) return changes;
  const left = await context.findLeft(ledger);
  return left.some((kind) => kinds.includes(kind)) ? ['end a release that was broken off'] : [];
}
