/** What a role lets its bearer do: names of actions, in which `*` stands for anything. */
export interface Role {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A role, and where it holds: there, and for everything in there. */
export interface Assignment {
  readonly scope: string;
  readonly role: Role;
}

/** Whether a role has an action of the resource manager. What it takes away, another role may give. */
export function hasAction({ actions, notActions }: Role, action: string): boolean {
  return isListed(actions, action) && !isListed(notActions, action);
}

function isListed(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => toExpression(pattern).test(action));
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}

/** Owner. */
export const everything: Role = {
  actions: ['*'],
  notActions: [],
  dataActions: ['*'],
  notDataActions: [],
};
