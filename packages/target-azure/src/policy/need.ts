/** An action of Azure that a piece of work takes, and within what. */
export interface Need {
  /** `Microsoft.Compute/galleries/write`. */
  readonly action: string;
  /** Whether it is about what is in a resource, and not about the resource. */
  readonly isData: boolean;
  /** Id of a subscription or a resource group. */
  readonly scope: string;
}

/** Needs of several actions within one scope. */
export function needAll(scope: string, ...actions: readonly string[]): readonly Need[] {
  return actions.map((action) => ({ action, isData: false, scope }));
}

/** The same for what is in resources. */
export function needData(scope: string, ...actions: readonly string[]): readonly Need[] {
  return actions.map((action) => ({ action, isData: true, scope }));
}

/** Scope of everything in a subscription. */
export function getSubscriptionScope(subscription: string): string {
  return `/subscriptions/${subscription}`;
}

/** Scope of a resource group; that of the subscription where nothing says which group it is. */
export function getGroupScope(subscription: string, group: string | undefined): string {
  const whole = getSubscriptionScope(subscription);
  return group === undefined || group === '' ? whole : `${whole}/resourceGroups/${group}`;
}

/** Scope of the group that a resource is in, by its id. */
export function getScopeOf(id: string, otherwise: string): string {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/iu.exec(id)?.[0] ?? otherwise;
}
