/** A resource's id, taken apart. */
export interface ResourceId {
  /** As it was written. */
  readonly id: string;
  readonly subscription: string;
  /** Of the group; empty for what belongs to the whole subscription. */
  readonly group: string;
  /** `Microsoft.Compute/galleries/images`, as it was written. */
  readonly type: string;
  /** One for each part of the type behind the provider. */
  readonly names: readonly string[];
}

const idPattern =
  /^\/subscriptions\/(?<subscription>[^/]+)(?:\/resourceGroups\/(?<group>[^/]+))?\/providers\/(?<rest>[^/]+(?:\/[^/]+)+)$/i;

/** Takes an id apart. @returns nothing for what is none: an odd number of parts, or no subscription */
export function parseResourceId(id: string): ResourceId | undefined {
  const parts = idPattern.exec(id.replace(/\/$/, ''))?.groups;
  if (!parts) return undefined;
  const [namespace = '', ...segments] = (parts.rest ?? '').split('/');
  if (segments.length === 0 || segments.length % 2 !== 0) return undefined;
  const kinds = segments.filter((_, index) => index % 2 === 0);
  return {
    id,
    subscription: parts.subscription ?? '',
    group: parts.group ?? '',
    type: [namespace, ...kinds].join('/'),
    names: segments.filter((_, index) => index % 2 === 1),
  };
}

/** Of the resource that this one is nested in. */
export function getParentId({ id, names }: ResourceId): string | undefined {
  return names.length > 1 ? id.replace(/\/$/, '').split('/').slice(0, -2).join('/') : undefined;
}

/** Of the group that this one is in. */
export function getGroupId({ subscription, group }: ResourceId): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

/** Of the resource alone. */
export function getName({ names }: ResourceId): string {
  return names.at(-1) ?? '';
}

/** ARM compares ids without looking at the case of letters. */
export function foldId(id: string): string {
  return id.replace(/\/$/, '').toLowerCase();
}
