import { defineSchema } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** Windows gets the certificate of its WinRM by a key vault. */
export const keyVaultFields = defineSchema({
  options: {
    build_key_vault_name: {
      type: 'string',
      ...run,
      doc: 'A key vault that is there, for the certificate. By default one is made and deleted.',
    },
    build_key_vault_secret_name: {
      type: 'string',
      ...run,
      default: 'packerKeyVaultSecret',
      doc: "The secret's name in it.",
    },
    build_key_vault_sku: { type: 'string', ...run, default: 'standard', doc: '`standard` or `premium`.' },
    skip_create_build_key_vault: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Makes no vault: the image or `custom_script` sees to WinRM.',
    },
    winrm_expiration_time: {
      type: 'duration',
      ...run,
      doc: 'How long the certificate holds. By default 24 hours.',
    },
  },
});
