import { defineSchema, type OptionsOf } from '@strata/sdk';

const run = { affects: 'run' } as const;

/** Packer's `assume_role`: another role that the credentials take on. Source: Packer's documentation, "Amazon: Assume Role". */
export const assumeRoleSchema = defineSchema({
  options: {
    role_arn: { type: 'string', ...run, required: true, doc: 'The role: `arn:aws:iam::ACCOUNT:role/NAME`.' },
    duration_seconds: {
      type: 'number',
      ...run,
      doc: 'How long each login holds; it is renewed in time. By default 3600.',
    },
    external_id: {
      type: 'string',
      ...run,
      secret: true,
      doc: "What the role's owner asks of foreign accounts.",
    },
    policy: { type: 'string', ...run, doc: 'A policy in JSON that narrows what the role may do.' },
    policy_arns: {
      type: { list: 'string' },
      ...run,
      doc: 'Managed policies that narrow what the role may do.',
    },
    session_name: {
      type: 'string',
      ...run,
      doc: "What AWS's trail of events calls the login. By default `strata`.",
    },
    tags: { type: { map: 'string' }, ...run, doc: 'Tags of the login, which policies can ask for.' },
    transitive_tag_keys: {
      type: { list: 'string' },
      ...run,
      doc: 'Tags of the login that roles taken on from there have as well.',
    },
  },
});

export type AssumeRoleOptions = OptionsOf<typeof assumeRoleSchema>;
