import { reveal } from '@strata/sdk';
import type { AccessOptions } from '../../access';
import { loadSdk } from '../load-sdk';
import type { CredentialSource } from './credentials';

/** Settings of the client that asks for the role: `region`, `endpoint`, limits. */
export type RoleClient = NonNullable<
  Parameters<ReturnType<typeof loadSdk.credentials>['fromTemporaryCredentials']>[0]['clientConfig']
>;

const SESSION_NAME = 'strata';

/** Takes on the role of `assume_role` with these credentials, when there is one. It is taken on anew before it ends. */
export function assumeRole(
  { assume_role: role }: Partial<AccessOptions>,
  credentials: CredentialSource,
  clientConfig: RoleClient,
): CredentialSource {
  if (!role?.role_arn) return credentials;
  const { fromTemporaryCredentials } = loadSdk.credentials();
  const { external_id: externalId, duration_seconds: seconds, policy } = role;
  return fromTemporaryCredentials({
    masterCredentials: credentials,
    clientConfig,
    params: {
      RoleArn: role.role_arn,
      RoleSessionName: role.session_name || SESSION_NAME,
      ...(seconds !== undefined && { DurationSeconds: seconds }),
      ...(externalId !== undefined && { ExternalId: reveal(externalId) }),
      ...(policy && { Policy: policy }),
      ...(role.policy_arns && { PolicyArns: role.policy_arns.map((arn) => ({ arn })) }),
      ...(role.tags && { Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })) }),
      ...(role.transitive_tag_keys && { TransitiveTagKeys: [...role.transitive_tag_keys] }),
    },
  });
}
