import type { Aspect } from './aspect';

/** Several aspects as one: who changed any of them last answers for all. Undefined for none. */
export function joinAspects(aspects: readonly Aspect[]): Aspect | undefined {
  const [first, ...others] = aspects;
  if (!first || others.length === 0) return first;
  return {
    name: aspects.map(({ name }) => name).join(' or '),
    absence: aspects.every(({ absence }) => absence === 'proof') ? 'proof' : 'silence',
    wants: (path) => aspects.some(({ wants }) => wants(path)),
    read: (image) => new Map(aspects.flatMap(({ read }) => [...read(image)])),
  };
}
