import { defineSchema, type OptionsOf } from '@strata/sdk';
import { assumeRoleSchema } from './assume-role';
import { pollingSchema } from './polling';
import { vaultEngineSchema } from './vault-engine';

const run = { affects: 'run' } as const;

/** How often a request is tried again. Source: Packer's documentation, `max_retries`. */
export const MOST_RETRIES = 10;

/**
 * Who asks AWS, where and how patiently: Packer's "Access Configuration". Parts spread `options` and `blocks` into their own
 * schemas, and `accessRules` into their rules.
 */
export const accessFields = defineSchema({
  options: {
    access_key: {
      type: 'string',
      ...run,
      secret: true,
      doc: "Key for AWS; by default what AWS's own tools take: environment, profile, single sign-on, web identity, the machine's role.",
    },
    secret_key: { type: 'string', ...run, secret: true, doc: "The key's secret." },
    token: { type: 'string', ...run, secret: true, doc: 'Session token of a temporary key.' },
    profile: {
      type: 'string',
      ...run,
      doc: "Profile of AWS's settings to take. `AWS_PROFILE` says the same.",
    },
    shared_credentials_file: {
      type: 'string',
      ...run,
      doc: 'File that holds the profiles with their keys. By default `~/.aws/credentials`.',
    },
    region: {
      type: 'string',
      affects: 'result',
      doc: "Region to work in: `eu-central-1`. By default `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's, or that of the EC2 instance that this runs on.",
    },
    custom_endpoint_ec2: {
      type: 'string',
      ...run,
      doc: "Address to reach EC2 at in place of AWS's own. `AWS_ENDPOINT_URL` and its kin hold for every service.",
    },
    decode_authorization_messages: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Has AWS decode why it refused something; needs `sts:DecodeAuthorizationMessage`.',
    },
    insecure_skip_tls_verify: {
      type: 'bool',
      ...run,
      default: false,
      doc: "Accepts any certificate of `custom_endpoint_ec2`: for addresses inside one's own network.",
    },
    max_retries: {
      type: 'number',
      ...run,
      default: MOST_RETRIES,
      doc: 'How often a request is tried again that AWS throttled or did not answer.',
    },
    mfa_code: {
      type: 'string',
      ...run,
      secret: true,
      doc: 'The six digits that a device shows, for a profile whose role asks for them (`mfa_serial`).',
    },
    skip_metadata_api_check: {
      type: 'bool',
      ...run,
      default: false,
      doc: "Leaves an EC2 instance's own role and region out when credentials and region are looked for.",
    },
    skip_credential_validation: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Does not ask AWS beforehand whether it knows the credentials.',
    },
  },
  blocks: {
    assume_role: {
      schema: assumeRoleSchema,
      count: 'one',
      doc: 'A role that the credentials take on first.',
    },
    vault_aws_engine: {
      schema: vaultEngineSchema,
      count: 'one',
      doc: 'Takes credentials that HashiCorp Vault makes, as `VAULT_ADDR` and `VAULT_TOKEN` say.',
    },
    aws_polling: {
      schema: pollingSchema,
      count: 'one',
      doc: 'How patiently AWS is asked until something is ready.',
    },
  },
});

export type AccessOptions = OptionsOf<typeof accessFields>;
