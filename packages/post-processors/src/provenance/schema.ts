import { createPlaceholderRule, defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';

/** in-toto's TypeURI wants a scheme: what names a builder must be one builder's alone. */
const needsUri: OptionRule = ({ builder_id: id }, at) => {
  if (typeof id !== 'string' || /^[a-z][a-z0-9+.-]*:\S+$/i.test(id)) return [];
  const detail = `builder_id is ${JSON.stringify(id)}, which is no URI.`;
  const hint = 'For example: https://ci.example.com/image-builder';
  return [problem('PPR063', { detail, hint, ...where(at('builder_id')) })];
};

export const provenanceSchema = defineSchema({
  options: {
    output: {
      type: 'string',
      doc: 'The file to write. It may name `{{.BuildName}}` and `{{.BuilderType}}`.',
      affects: 'run',
      default: 'provenance_{{.BuildName}}.intoto.json',
    },
    key_file: {
      type: 'string',
      doc: 'Private key that signs, in PEM: ed25519, or ECDSA over P-256, P-384 or P-521. Without it the statement is written unsigned.',
      affects: 'run',
    },
    key_passphrase_env: {
      type: 'string',
      doc: 'Name of the environment variable that holds the passphrase of an encrypted key.',
      affects: 'run',
    },
    builder_id: {
      type: 'string',
      doc: 'URI of who answers for the build: SLSA calls it `builder.id`. Name one that those who verify know.',
      affects: 'run',
      default: 'urn:strata:builder:unnamed',
    },
    record_run: {
      type: 'bool',
      doc: 'Write when the build ended and in which run. Then no two builds write the same bytes.',
      affects: 'run',
      default: false,
    },
  },
  rules: [createPlaceholderRule('output', ['BuildName', 'BuilderType']), needsUri],
});

export type ProvenanceOptions = OptionsOf<typeof provenanceSchema>;
