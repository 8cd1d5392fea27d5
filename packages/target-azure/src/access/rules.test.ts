import { accessRules } from './rules';

/** What is told of some options, as code and detail. */
function tell(options: Readonly<Record<string, unknown>>): readonly string[] {
  const write = (name: string, value: string) => `${name} = ${value}`;
  return accessRules
    .flatMap((rule) => rule(options, () => undefined, write))
    .map(({ code, detail }) => `${code} ${detail}`);
}

const application = { client_id: 'a', tenant_id: 't' };

test.each([
  ['nothing at all', {}],
  ['an application with a secret', { ...application, client_secret: 's' }],
  ['an application whose tenant Azure tells', { client_id: 'a', client_secret: 's' }],
  ['a certificate with a password', { ...application, client_cert_path: 'c.pem', client_cert_password: 'p' }],
  ['a token of a pipeline', { ...application, oidc_request_token: 't', oidc_request_url: 'https://a' }],
  ['who is logged in', { use_azure_cli_auth: true, cloud_environment_name: 'USGovernmentCloud' }],
])('%s is enough', (_, options) => {
  expect(tell(options)).toEqual([]);
});

test('everything that is missing is told', () => {
  expect(tell({ client_secret: 's', oidc_request_url: 'https://a', client_cert_password: 'p' })).toEqual([
    'AZU030 `client_secret` is given without `client_id`.',
    'AZU030 `client_cert_password` is given without `client_cert_path`.',
    'AZU030 `oidc_request_url` is given without `oidc_request_token`.',
  ]);
});

test('two ways to say who asks exclude each other', () => {
  expect(tell({ ...application, client_secret: 's', client_jwt: 'j', use_azure_cli_auth: true })).toEqual([
    expect.stringMatching(/^AZU031 `client_secret` and `client_jwt` both/),
    expect.stringMatching(/^AZU031 `client_secret` and `use_azure_cli_auth` both/),
  ]);
});

test('a cloud that nobody knows is told with those there are', () => {
  expect(tell({ cloud_environment_name: 'Germany' })).toEqual([
    expect.stringMatching(/^AZU032 .*"Germany".*"Public", "China", "USGovernment"/),
  ]);
});
