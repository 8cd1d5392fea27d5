/** Things of others that are gone or were changed. */
export function findTouched(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...before].flatMap(([id, text]) => {
    const now = after.get(id);
    if (now === text) return [];
    return [now === undefined ? `${id} was removed` : `${id} was changed`];
  });
}
