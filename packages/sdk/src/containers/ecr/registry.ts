/** A registry of Amazon ECR: one of an account in a region, or the public one. */
export type EcrRegistry =
  | { readonly kind: 'private'; readonly account: string; readonly region: string; readonly domain: string }
  | { readonly kind: 'public' };

/** How the name of a private registry is made. */
export const ECR_FORM = 'ACCOUNT.dkr.ecr.REGION.amazonaws.com';

const PRIVATE = /^(?:https?:\/\/)?(\d+)\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.(amazonaws\.com(?:\.cn)?)(?:\/|$)/;
const PUBLIC = /^(?:https?:\/\/)?public\.ecr\.aws(?:\/|$)/;

/** What a server's name stands for; undefined for other registries. */
export function parseEcrRegistry(server: string, isPublic: boolean): EcrRegistry | undefined {
  if (isPublic || PUBLIC.test(server)) return { kind: 'public' };
  const [, account, region, domain] = PRIVATE.exec(server) ?? [];
  return account && region && domain ? { kind: 'private', account, region, domain } : undefined;
}
