import { defineSchema, type OptionsOf } from '@strata/sdk';

const run = { affects: 'run' } as const;

/**
 * Who asks Azure, and which of its clouds: the authentication options of Packer's `azure-arm`. Parts spread `options` into
 * their own schemas, and `accessRules` into their rules. Ids are no secrets, but many templates keep them as such. Source: Packer's documentation of the Azure plugin, "Authentication".
 */
export const accessFields = defineSchema({
  options: {
    cloud_environment_name: {
      type: 'string',
      ...run,
      default: 'Public',
      doc: 'Which of its clouds: `Public`, `China` or `USGovernment`.',
    },
    metadata_host: {
      type: 'string',
      ...run,
      doc: 'Host that tells the addresses of a cloud of its own, in place of `cloud_environment_name`. `ARM_METADATA_HOSTNAME` says the same.',
    },
    subscription_id: {
      type: 'string',
      affects: 'result',
      secret: true,
      doc: 'Subscription to work in. By default `AZURE_SUBSCRIPTION_ID` or `ARM_SUBSCRIPTION_ID`, without an application also that of `az login`, or of the machine in Azure that asks.',
    },
    tenant_id: {
      type: 'string',
      ...run,
      secret: true,
      doc: 'Tenant that the one who asks belongs to. By default `AZURE_TENANT_ID` or `ARM_TENANT_ID`, and else that of the subscription.',
    },
    client_id: {
      type: 'string',
      ...run,
      secret: true,
      doc: "Application that asks; by default what Azure's own tools take: environment, workload identity, managed identity, `az login`.",
    },
    client_secret: { type: 'string', ...run, secret: true, doc: "The application's secret." },
    client_cert_path: {
      type: 'string',
      ...run,
      secret: true,
      doc: "File with the application's certificate and its key: a PFX (PKCS #12), or PEM.",
    },
    client_cert_password: { type: 'string', ...run, secret: true, doc: "Password of the certificate's key." },
    client_jwt: {
      type: 'string',
      ...run,
      secret: true,
      doc: 'Token signed by whom the application trusts, in place of its secret.',
    },
    object_id: {
      type: 'string',
      ...run,
      secret: true,
      doc: 'Object id of the application, for the policy of a key vault. Found out by itself where it can be.',
    },
    oidc_request_token: {
      type: 'string',
      ...run,
      secret: true,
      doc: 'Token by which a pipeline asks for its OpenID Connect token: `ACTIONS_ID_TOKEN_REQUEST_TOKEN` of GitHub.',
    },
    oidc_request_url: {
      type: 'string',
      ...run,
      doc: 'Where it asks for it: `ACTIONS_ID_TOKEN_REQUEST_URL` of GitHub.',
    },
    use_azure_cli_auth: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Asks as whoever is logged in by `az login`.',
    },
  },
});

export type AccessOptions = OptionsOf<typeof accessFields>;
