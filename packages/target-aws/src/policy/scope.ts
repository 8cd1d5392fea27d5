/** Of what an action may be done. */
export type Scope =
  /** Of anything: it only asks, or makes something new. */
  | 'any'
  /** Of what carries the tag of a build alone. */
  | 'own'
  /** Of what is named. */
  | Named;

export interface Named {
  /** ARNs behind `arn:PARTITION:`, with `*` for what is not known: `ssm:*:*:parameter/images/*`. */
  readonly resources: readonly string[];
  readonly condition?: Condition;
}

/** In IAM's form: operator → key → values. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One action of AWS that a piece of work calls, and of what. */
export interface Need {
  /** `ec2:RunInstances`. */
  readonly action: string;
  readonly scope: Scope;
}

/** Needs of several actions of one scope. */
export function needAll(scope: Scope, ...actions: readonly string[]): readonly Need[] {
  return actions.map((action) => ({ action, scope }));
}
