import type { Shape } from './shape';

const SIDES = ['Azure', 'the stand-in'] as const;

/** What answers of Azure and of the stand-in differ in, a line each. Kinds that one of them was not asked are told as such. */
export function compareShapes(
  azure: ReadonlyMap<string, Shape>,
  standIn: ReadonlyMap<string, Shape>,
): readonly string[] {
  const kinds = [...new Set([...azure.keys(), ...standIn.keys()])].sort();
  return kinds.flatMap((kind) => {
    const [left, right] = [azure.get(kind), standIn.get(kind)];
    if (!left || !right) return [`${kind}: asked of ${left ? SIDES[0] : SIDES[1]} alone`];
    return (['statuses', 'headers', 'members'] as const).flatMap((part) => [
      ...tell(kind, part, { of: left[part], without: right[part], side: SIDES[0] }),
      ...tell(kind, part, { of: right[part], without: left[part], side: SIDES[1] }),
    ]);
  });
}

function tell(
  kind: string,
  part: keyof Shape,
  sets: { readonly of: ReadonlySet<string>; readonly without: ReadonlySet<string>; readonly side: string },
): readonly string[] {
  const own = [...sets.of].filter((one) => !sets.without.has(one)).sort();
  return own.length === 0 ? [] : [`${kind}: ${part} of ${sets.side} alone: ${own.join(', ')}`];
}
