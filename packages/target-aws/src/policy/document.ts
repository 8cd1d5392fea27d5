import type { Condition, Need, Scope } from './scope';
import { getTagNeeds } from './tags';

/** A policy of IAM, in its form. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}

const OWN: Condition = { StringLike: { 'aws:ResourceTag/strata:build-id': '*' } };

/**
 * The policy that allows what is needed and no more: what destroys or changes holds for things alone that carry the tag of a
 * build. The same needs give the same text.
 *
 * @param partition part of the world that is an AWS of its own: `aws`, `aws-cn`, `aws-us-gov`
 */
export function getPolicy(needs: readonly Need[], partition: string): PolicyDocument {
  const groups = new Map<string, { readonly scope: Scope; readonly actions: Set<string> }>();
  const whole = [...needs, ...getTagNeeds(needs)];
  const free = new Set(whole.filter(({ scope }) => scope === 'any').map(({ action }) => action));
  for (const { action, scope } of whole) {
    // Allowed for everything, it needs no second line for some.
    if (scope !== 'any' && free.has(action)) continue;
    const key = `${getRank(scope)} ${JSON.stringify(scope)}`;
    const group = groups.get(key) ?? { scope, actions: new Set() };
    groups.set(key, group);
    group.actions.add(action);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return {
    Version: '2012-10-17',
    Statement: sorted.map(({ scope, actions }, index) => ({
      Sid: `Strata${index + 1}`,
      Effect: 'Allow',
      Action: [...actions].sort(),
      ...getTarget(scope, partition),
    })),
  };
}

function getRank(scope: Scope): number {
  if (scope === 'any') return 0;
  return scope === 'own' ? 1 : 2;
}

function getTarget(scope: Scope, partition: string): Pick<PolicyStatement, 'Resource' | 'Condition'> {
  if (scope === 'any') return { Resource: '*' };
  if (scope === 'own') return { Resource: '*', Condition: OWN };
  return {
    Resource: scope.resources.map((resource) => `arn:${partition}:${resource}`),
    ...(scope.condition && { Condition: scope.condition }),
  };
}
