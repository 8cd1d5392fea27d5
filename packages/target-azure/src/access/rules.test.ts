import { accessRules } from './rules';

/** What is told of some options, as code and detail. */
function tell(options: Readonly<Record<string, unknown>>): readonly string[] {
  const write = (name: string, value: string) => `${name} = ${value}`;
  return accessRules
    .flatMap((rule) => rule(options, () => undefined, write))
    .map(({ code, detail, severity }) => `${severity === 'warning' ? 'warning ' : ''}${code} ${detail}`);
}

const application = { client_id: 'a', tenant_id: 't' };

test.each([
  ['nothing at all', {}],
  ['an application with a secret', { ...application, client_secret: 's' }],
  ['an application whose tenant Azure tells', { client_id: 'a', client_secret: 's' }],
  ['a certificate with a password', { ...application, client_cert_path: 'c.pem', client_cert_password: 'p' }],
  ['a token of a pipeline', { ...application, oidc_request_token: 't', oidc_request_url: 'https://a' }],
  ['a cloud of a host of its own', { metadata_host: 'stack.example', cloud_environment_name: 'Cellar' }],
  ['who is logged in', { use_azure_cli_auth: true, cloud_environment_name: 'USGovernmentCloud' }],
])('%s is enough', (_, options) => {
  expect(tell(options)).toEqual([]);
});

test('everything that is missing is told', () => {
  expect(tell({ client_secret: 's', client_cert_password: 'p' })).toEqual([
    'AZU030 `client_secret` is given without `client_id`.',
    'warning AZU030 `client_cert_password` is given without `client_cert_path`.',
  ]);
  expect(tell({ oidc_request_url: 'https://a' })).toEqual([
    'AZU030 `oidc_request_url` is given without `oidc_request_token`.',
  ]);
});

test('two ways to say who asks exclude each other', () => {
  expect(tell({ ...application, client_secret: 's', client_jwt: 'j' })).toEqual([
    expect.stringMatching(/^AZU031 `client_secret` and `client_jwt` both/),
  ]);
});

const request = { oidc_request_token: 't', oidc_request_url: 'https://a' };

test.each([
  [{ client_secret: 's', use_azure_cli_auth: true }, ['use_azure_cli_auth` says', '`client_secret` is not']],
  [
    { ...application, ...request, client_secret: 's' },
    ['client_secret` says', '`oidc_request_token` is not'],
  ],
  [{ ...application, ...request, client_jwt: 'j' }, ['oidc_request_token` says', '`client_jwt` is not']],
])('what Packer follows of %j is followed, and what it does not look at is told', (options, words) => {
  const [told, ...others] = tell(options);
  expect(others).toEqual([]);
  for (const word of ['warning AZU031', ...words]) expect(told).toContain(word);
});

test('half of a request of a pipeline is idle beside a secret', () => {
  expect(tell({ ...application, client_secret: 's', oidc_request_url: 'https://a' })).toEqual([
    'warning AZU030 `oidc_request_url` is given without `oidc_request_token`.',
  ]);
  expect(tell({ ...application, client_secret: 's', oidc_request_token: 't' })).toEqual([
    'warning AZU030 `oidc_request_token` is given without `oidc_request_url`.',
  ]);
});

test('a cloud that nobody knows is told with those there are', () => {
  expect(tell({ cloud_environment_name: 'Germany' })).toEqual([
    expect.stringMatching(/^AZU032 .*"Germany".*"Public", "China", "USGovernment"/),
  ]);
});
