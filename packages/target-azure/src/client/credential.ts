import { text } from 'node:stream/consumers';
import type { TokenCredential } from '@azure/identity';
import { Failure } from '@strata/diagnostics';
import { reveal } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { problem } from '../codes';
import type { AzureCloud } from './cloud';
import type { SessionContext } from './context';
import { loadSdk } from './load-sdk';
import { getGiven, getVariable } from './variables';

/**
 * Who asks: as the options say, and else as Azure's own tools find out (environment, workload identity, managed identity,
 * `az login`). Source of the order: Packer's documentation of the Azure plugin, "Authentication".
 */
export function createCredential(
  access: Partial<AccessOptions>,
  cloud: AzureCloud,
  context: SessionContext,
): TokenCredential {
  if (context.credential) return context.credential;
  const { variables } = context.ports.environment;
  const identity = loadSdk.identity();
  const options = cloud.authority === undefined ? {} : { authorityHost: cloud.authority };
  const tenantId = getGiven(access.tenant_id) ?? getVariable(variables, 'AZURE_TENANT_ID', 'ARM_TENANT_ID');
  const ofTenant = { ...options, ...(tenantId !== undefined && { tenantId }) };
  if (access.use_azure_cli_auth) return new identity.AzureCliCredential(ofTenant);
  const clientId = getGiven(access.client_id) ?? '';
  const certificatePath = getGiven(access.client_cert_path);
  const tenant = tenantId ?? '';
  const secret = reveal(access.client_secret ?? '');
  if (secret !== '') return new identity.ClientSecretCredential(tenant, clientId, secret, options);
  if (certificatePath) {
    const password = reveal(access.client_cert_password ?? '');
    const certificate = { certificatePath, ...(password !== '' && { certificatePassword: password }) };
    return new identity.ClientCertificateCredential(tenant, clientId, certificate, options);
  }
  const getAssertion = findAssertion(access, context);
  if (getAssertion) return new identity.ClientAssertionCredential(tenant, clientId, getAssertion, options);
  return new identity.DefaultAzureCredential(ofTenant);
}

/** A token that somebody else has signed for the application: given, or asked for when it is needed. */
function findAssertion(
  access: Partial<AccessOptions>,
  context: SessionContext,
): (() => Promise<string>) | undefined {
  const requestToken = reveal(access.oidc_request_token ?? '');
  const requestUrl = getGiven(access.oidc_request_url);
  if (requestToken !== '' && requestUrl !== undefined)
    return () => requestAssertion(requestUrl, requestToken, context);
  const given = reveal(access.client_jwt ?? '');
  return given === '' ? undefined : async () => given;
}

/** For whom the pipeline's token is made. Source: Microsoft's page on workload identity federation. */
const AUDIENCE = 'api://AzureADTokenExchange';

/** Source: GitHub's page "OpenID Connect reference", on requesting the token by hand. */
async function requestAssertion(
  address: string,
  token: string,
  { ports, signal, secrets }: SessionContext,
): Promise<string> {
  const url = `${address}${address.includes('?') ? '&' : '?'}audience=${encodeURIComponent(AUDIENCE)}`;
  const answer = await ports.http.get(url, { headers: { authorization: `Bearer ${token}` }, signal });
  const value = readValue(await text(answer.body));
  if (value === undefined)
    throw new Failure(
      problem('AZU001', {
        detail: `The pipeline gave no token for Azure: status ${answer.status} of ${new URL(address).host}.`,
        hint: 'The job needs the permission "id-token: write", and oidc_request_token must be of this job.',
      }),
    );
  secrets?.register(value);
  return value;
}

function readValue(body: string): string | undefined {
  try {
    const { value } = Object(JSON.parse(body));
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
