import { isGiven, type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

/** Clouds by the names that Packer takes, and those that the Azure CLI has for them. */
export const CLOUD_NAMES = {
  public: ['public', 'publiccloud', 'azurepubliccloud', 'azurecloud'],
  china: ['china', 'chinacloud', 'azurechinacloud'],
  usGovernment: ['usgovernment', 'usgovernmentcloud', 'azureusgovernmentcloud', 'azureusgovernment'],
} as const;

/** Ways of an application to say who it is, in the order in which they are followed. */
const proofs = ['client_secret', 'client_cert_path', 'oidc_request_token', 'client_jwt'] as const;
const REQUEST = ['oidc_request_token', 'oidc_request_url'] as const;

type Given = Parameters<OptionRule>[0];

/** What one option is nothing without. */
function needs(option: string, other: string, isIdle: (options: Given) => boolean = () => false): OptionRule {
  return (options, at, write) => {
    if (!isGiven(options[option]) || isGiven(options[other]) || isOfCli(options)) return [];
    return [
      problem('AZU030', {
        ...(isIdle(options) && { severity: 'warning' as const }),
        detail: `\`${option}\` is given without \`${other}\`.`,
        hint: `Write ${write(other, '"…"')}, or take both out: then credentials come from where Azure's own tools look.`,
        ...where(at(option)),
      }),
    ];
  };
}

/** Who is logged in by `az login` needs nothing else, and as in Packer nothing else is looked at. */
function isOfCli(options: Given): boolean {
  return options['use_azure_cli_auth'] === true;
}

function hasOtherProof(options: Given): boolean {
  return ['client_secret', 'client_cert_path', 'client_jwt'].some((name) => isGiven(options[name]));
}

/** Packer takes what a pipeline asks by beside everything else, and `az login` before all; the first one is followed. */
const oneProof: OptionRule = (options, at) => {
  const isRequested = REQUEST.every((name) => isGiven(options[name]));
  const given = proofs.filter(
    (name) => isGiven(options[name]) && (isRequested || name !== 'oidc_request_token'),
  );
  const [first, ...others] = isOfCli(options) ? ['use_azure_cli_auth', ...given] : given;
  const isIdle = isOfCli(options) || isRequested;
  return others.map((name) =>
    problem('AZU031', {
      ...(isIdle && { severity: 'warning' as const }),
      detail: isIdle
        ? `\`${first}\` says who asks Azure; \`${name}\` is not looked at.`
        : `\`${first}\` and \`${name}\` both say who asks Azure; only one of them can be followed.`,
      hint: 'Take one of them out.',
      ...where(at(name)),
    }),
  );
};

const cloud: OptionRule = ({ cloud_environment_name: given, metadata_host: host }, at, write) => {
  const names: readonly string[] = Object.values(CLOUD_NAMES).flat();
  // A host of metadata has names of its own.
  if (!isGiven(given) || isGiven(host) || names.includes(String(given).toLowerCase())) return [];
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
  needs('client_cert_password', 'client_cert_path', () => true),
  needs('oidc_request_token', 'oidc_request_url', hasOtherProof),
  needs('oidc_request_url', 'oidc_request_token', hasOtherProof),
  oneProof,
  cloud,
];
