/**
 * Names that a field like `Depends` asks for; of each inner list one is enough. Versions and architectures are left out:
 * what is installed fits, or dpkg would not have it.
 * Source: Debian policy, 7.1.
 */
export function parseRelations(field: string | undefined): readonly (readonly string[])[] {
  if (!field) return [];
  return field
    .split(',')
    .map((need) => need.split('|').map(getName).filter(Boolean))
    .filter((names) => names.length > 0);
}

function getName(relation: string): string {
  return relation.trim().split(/[\s(:[<]/, 1)[0] as string;
}
