import { reveal } from '@strata/sdk';
import type { AccessOptions } from '../../access';
import type { SessionContext } from '../context';
import { getVariable, type Variables } from '../variables';
import { takeChain } from './chain';
import type { AwsCredentials, CredentialSource } from './credentials';
import { readVaultCredentials } from './vault';

/**
 * Where the template or the environment says that credentials come from: Vault, a key of the options, the named profile, a
 * key of the environment, and else where AWS's own tools look. Source of the order: Packer's documentation, "Authentication".
 */
export function findCredentials(access: Partial<AccessOptions>, context: SessionContext): CredentialSource {
  const { variables } = context.ports.environment;
  const { vault_aws_engine: vault } = access;
  if (vault) return () => readVaultCredentials(vault, context);
  const key = getKeyOfOptions(access);
  if (key) return async () => key;
  const ofEnvironment = access.profile ? undefined : getKeyOfEnvironment(variables);
  return ofEnvironment ? async () => ofEnvironment : takeChain(access, context);
}

function getKeyOfOptions({ access_key: id, secret_key: secret, token }: Partial<AccessOptions>) {
  const given = [id, secret, token].map((text) => (text === undefined ? '' : reveal(text)));
  return toCredentials(given[0], given[1], given[2]);
}

function getKeyOfEnvironment(variables: Variables): AwsCredentials | undefined {
  return toCredentials(
    getVariable(variables, 'AWS_ACCESS_KEY_ID'),
    getVariable(variables, 'AWS_SECRET_ACCESS_KEY'),
    getVariable(variables, 'AWS_SESSION_TOKEN'),
  );
}

function toCredentials(id?: string, secret?: string, token?: string): AwsCredentials | undefined {
  if (!id || !secret) return undefined;
  return { accessKeyId: id, secretAccessKey: secret, ...(token && { sessionToken: token }) };
}
