import { isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

/** Clouds by the names that Packer takes, and those that the Azure CLI has for them. */
export const CLOUD_NAMES = {
  public: ['public', 'publiccloud', 'azurepubliccloud', 'azurecloud'],
  china: ['china', 'chinacloud', 'azurechinacloud'],
  usGovernment: ['usgovernment', 'usgovernmentcloud', 'azureusgovernmentcloud', 'azureusgovernment'],
} as const;

/** Ways of an application to say who it is: one of them can be followed. */
const proofs = ['client_secret', 'client_cert_path', 'client_jwt', 'oidc_request_token'] as const;

/** What one option is nothing without. */
function needs(option: string, other: string): OptionRule {
  return (options, at, write) => {
    if (!isGiven(options[option]) || isGiven(options[other])) return [];
    return [
      problem('AZU030', {
        detail: `\`${option}\` is given without \`${other}\`.`,
        hint: `Write ${write(other, '"…"')}, or take both out: then credentials come from where Azure's own tools look.`,
        ...where(at(option)),
      }),
    ];
  };
}

const oneProof: OptionRule = (options, at) => {
  const given = [...proofs, 'use_azure_cli_auth'].filter((name) => isGiven(options[name]));
  return given.slice(1).map((name) =>
    problem('AZU031', {
      detail: `\`${given[0]}\` and \`${name}\` both say who asks Azure; only one of them can be followed.`,
      hint: 'Take one of them out.',
      ...where(at(name)),
    }),
  );
};

const cloud: OptionRule = ({ cloud_environment_name: given }, at, write) => {
  const names: readonly string[] = Object.values(CLOUD_NAMES).flat();
  if (!isGiven(given) || names.includes(String(given).toLowerCase())) return [];
  return [
    problem('AZU032', {
      detail: `\`cloud_environment_name\` is "${given}"; allowed are "Public", "China", "USGovernment".`,
      hint: `Write ${write('cloud_environment_name', '"Public"')}, or name a cloud of your own by metadata_host.`,
      ...where(at('cloud_environment_name')),
    }),
  ];
};

/** What holds between the options of an access. Source: Packer's documentation of the Azure plugin, "Authentication". */
export const accessRules: readonly OptionRule[] = [
  ...proofs.map((proof) => needs(proof, 'client_id')),
  needs('client_cert_password', 'client_cert_path'),
  needs('oidc_request_token', 'oidc_request_url'),
  needs('oidc_request_url', 'oidc_request_token'),
  oneProof,
  cloud,
];
