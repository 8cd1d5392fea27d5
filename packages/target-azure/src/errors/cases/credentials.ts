import { type ErrorCase, says } from '../case';

const LOGIN = 'Log in with "az login", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.';

/** Who asks. Codes AADSTS… are those of Entra ID, which stand in its words. */
export const credentialCases: readonly ErrorCase[] = [
  {
    codes: ['AuthenticationError', 'AggregateAuthenticationError', 'CredentialUnavailableError'],
    when: says(/AADSTS7000222|AADSTS700082|AADSTS50173|expired/i),
    kind: 'expired-credentials',
    plain: 'The credentials for Azure have expired',
    hint: 'Log in again with "az login", or give the application a new secret or certificate.',
  },
  {
    codes: ['AuthenticationError', 'AggregateAuthenticationError'],
    when: says(/AADSTS\d+|invalid_client|invalid_grant|unauthorized_client/i),
    kind: 'unknown-credentials',
    plain: 'Entra ID does not accept the credentials',
    hint: "Check tenant_id, client_id and the secret (its value, not its id); the code AADSTS… in Entra's words says which.",
  },
  {
    codes: ['CredentialUnavailableError', 'AggregateAuthenticationError', 'AuthenticationRequiredError'],
    kind: 'no-credentials',
    plain: 'Nothing says who asks Azure',
    hint: LOGIN,
  },
  {
    codes: ['AuthenticationError'],
    kind: 'unknown-credentials',
    plain: 'Entra ID does not accept the credentials',
    hint: LOGIN,
  },
  {
    codes: ['ExpiredAuthenticationToken'],
    kind: 'expired-credentials',
    plain: 'The login to Azure has expired',
    hint: 'Log in again with "az login". If the clock of this machine is wrong, set it.',
  },
  {
    codes: ['AuthenticationFailed'],
    when: says(/not in.*(?:valid|start) time|signature not valid in the specified key time frame|expired/i),
    kind: 'expired-credentials',
    plain: 'The signature by which the storage account was asked is not valid at this time',
    hint: "Compare this machine's clock with the real time, and make a new signature that begins 15 minutes ago.",
  },
  {
    codes: [
      'InvalidAuthenticationToken',
      'InvalidAuthenticationTokenTenant',
      'AuthenticationFailed',
      'AuthenticationFailedMissingToken',
      'InvalidAuthenticationInfo',
      'Http401',
    ],
    kind: 'unknown-credentials',
    plain: 'Azure does not accept the credentials',
    hint: 'Check that tenant and cloud are those of the subscription ("az account show"), and keys of storage accounts.',
  },
  {
    codes: ['SubscriptionNotFound', 'InvalidSubscriptionId', 'SubscriptionNotRegistered'],
    kind: 'unknown-credentials',
    plain: 'There is no such subscription for who asks',
    hint: 'Check subscription_id ("az account list" shows those you may use) and tenant_id.',
  },
];
