import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';
import { checkText } from '../../builders/rules/rule';

/** Source: "Naming rules and restrictions for Azure resources", Microsoft.KeyVault. */
const VAULT = /^[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]$/u;
const SECRET = /^[A-Za-z0-9-]{1,127}$/u;

export const keyVaultSecretSchema = defineSchema({
  options: {
    ...accessFields.options,
    vault_name: { type: 'string', affects: 'result', required: true, doc: 'The key vault.' },
    secret_name: { type: 'string', affects: 'result', required: true, doc: 'The secret in it.' },
    version: { type: 'string', affects: 'result', doc: 'A version of the secret. By default the newest.' },
  },
  rules: [
    ...accessRules,
    checkText('vault_name', (name) =>
      VAULT.test(name)
        ? undefined
        : {
            detail: `\`vault_name\` is "${name}", which cannot be the name of a key vault: that is made of 3 to 24 letters, digits and single dashes, with a letter at its beginning.`,
            hint: 'Write the name alone, without https:// and .vault.azure.net.',
          },
    ),
    checkText('secret_name', (name) =>
      SECRET.test(name)
        ? undefined
        : {
            detail: `\`secret_name\` is "${name}", which cannot be the name of a secret: that is made of 1 to 127 letters, digits and dashes.`,
            hint: 'Write the name alone; a version stands in version.',
          },
    ),
  ],
});

export type KeyVaultSecretOptions = OptionsOf<typeof keyVaultSecretSchema>;
