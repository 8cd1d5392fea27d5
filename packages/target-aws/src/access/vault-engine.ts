import { defineSchema, type OptionsOf } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** Packer's `vault_aws_engine`: credentials that Vault makes. Source: Packer's documentation, "Amazon: Vault AWS Engine". */
export const vaultEngineSchema = defineSchema({
  options: {
    name: { type: 'string', ...run, required: true, doc: "Vault's role to make credentials for." },
    role_arn: { type: 'string', ...run, doc: "Role of AWS to take on, when Vault's role allows several." },
    ttl: {
      type: 'string',
      ...run,
      doc: 'How long the credentials hold: `3600s`. By default what Vault says.',
    },
    engine_name: { type: 'string', ...run, default: 'aws', doc: "Where Vault's secrets engine is mounted." },
  },
});

export type VaultEngineOptions = OptionsOf<typeof vaultEngineSchema>;
