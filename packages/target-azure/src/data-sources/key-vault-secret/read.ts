import type { KeyVaultSecret } from '@azure/keyvault-secrets';
import { type DataSource, Secret } from '@strata/sdk';
import { openAzureSession } from '../../client';
import { callManager } from '../../wait';
import type { keyVaultSecretSchema } from './schema';

export const keyVaultSecret: DataSource<typeof keyVaultSecretSchema> = {
  async read(context, options) {
    const { vault_name: vault, secret_name: name, version } = options;
    // A vault belongs to no subscription that anybody would have to name.
    const session = await openAzureSession(
      { ...options, subscription_id: options.subscription_id || NONE },
      context,
    );
    const ask = { clock: context.ports.clock, signal: context.signal };
    const request = { action: 'Reading the secret', what: `${vault}/${name}` };
    const found = await callManager(ask, request, (o) =>
      session.secrets(vault).getSecret(name, { ...o, ...(version && { version }) }),
    );
    const value = found.value ?? '';
    return { value: new Secret(value), response: new Secret(JSON.stringify(toResponse(found))) };
  },
};

const NONE = '00000000-0000-0000-0000-000000000000';
const SECOND = 1_000;

/** As the vault answers. Source: Azure Key Vault REST API, "Get Secret". */
function toResponse({ value, properties }: KeyVaultSecret) {
  const { id, contentType, enabled, createdOn, updatedOn, expiresOn, notBefore, tags } = properties;
  const toSeconds = (date: Date | undefined) => date && Math.floor(date.getTime() / SECOND);
  return {
    value,
    ...(contentType !== undefined && { contentType }),
    id,
    attributes: {
      enabled,
      nbf: toSeconds(notBefore),
      exp: toSeconds(expiresOn),
      created: toSeconds(createdOn),
      updated: toSeconds(updatedOn),
    },
    ...(tags && { tags }),
  };
}
