import { defineSchema } from '@strata/sdk';

const result = { affects: 'result' } as const;

const statementSchema = defineSchema({
  options: {
    Effect: { type: 'string', ...result, doc: '`Allow` or `Deny`.' },
    Action: { type: { list: 'string' }, ...result, doc: 'What may be done: `s3:GetObject`.' },
    Resource: { type: { list: 'string' }, ...result, doc: 'On what.' },
  },
});

const policySchema = defineSchema({
  options: { Version: { type: 'string', ...result, doc: "The policy language's version: `2012-10-17`." } },
  blocks: { Statement: { schema: statementSchema, count: 'many', doc: 'One statement of the policy.' } },
});

/** What the machine itself may do in AWS. */
export const profileFields = defineSchema({
  options: {
    iam_instance_profile: {
      type: 'string',
      ...result,
      doc: 'Name of the instance profile that the machine is launched with.',
    },
    skip_profile_validation: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Does not ask beforehand whether that profile is there.',
    },
  },
  blocks: {
    temporary_iam_instance_profile_policy_document: {
      schema: policySchema,
      count: 'one',
      doc: 'Policy of a role that is made for this build, and removed after it.',
    },
  },
});
