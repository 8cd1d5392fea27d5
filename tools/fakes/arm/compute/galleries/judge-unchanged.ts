import { isSame, readAt, readText } from '../../json';
import { refuseConflict } from '../../refusal';
import type { Writing } from '../../types/resource-type';

/** Refuses to change what stays as it was made. Texts are compared without the case of their letters, as ids are. */
export function judgeUnchanged(
  { existing, body }: Writing,
  { label, paths }: { readonly label: string; readonly paths: readonly string[] },
): void {
  if (!existing) return;
  const before = { ...existing.envelope, properties: existing.properties };
  for (const path of paths) {
    const [was, is] = [readText(before, path)?.toLowerCase(), readText(body, path)?.toLowerCase()];
    if (was !== undefined && was === is) continue;
    if (isSame(readAt(before, path), readAt(body, path))) continue;
    throw refuseConflict('PropertyChangeNotAllowed', `Changing property '${label}.${path}' is not allowed.`);
  }
}
