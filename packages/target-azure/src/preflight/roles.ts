import type { Need } from '../policy';

/** What one of the roles lets its bearer do, as Azure shows it. */
export interface ShownRole {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

/** Whether any role allows something: what one of them takes away, another one may give. */
export function isAllowed(roles: readonly ShownRole[], { action, isData }: Need): boolean {
  return roles.some((role) => {
    const given = (isData ? role.dataActions : role.actions) ?? [];
    const taken = (isData ? role.notDataActions : role.notActions) ?? [];
    return isNamed(given, action) && !isNamed(taken, action);
  });
}

/** Names have `*` for anything, in letters of both sizes. */
function isNamed(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'iu').test(action);
  });
}
