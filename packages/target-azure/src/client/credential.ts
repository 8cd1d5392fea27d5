import { text } from 'node:stream/consumers';
import type { TokenCredential } from '@azure/identity';
import { Failure } from '@strata/diagnostics';
import { reveal } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { problem } from '../codes';
import { readClientCertificate } from './client-certificate';
import type { AzureCloud } from './cloud';
import type { SessionContext } from './context';
import { loadSdk } from './load-sdk';
import { hasProof } from './proofs';
import { getGiven, getVariable } from './variables';

/** What a login is for. */
export interface CredentialPlace {
  readonly cloud: AzureCloud;
  readonly subscription: string;
  /** Asks which tenant the subscription belongs to. */
  findTenant(): Promise<string>;
}

/**
 * Who asks: as the options say, and else as Azure's own tools find out (environment, workload identity, managed identity,
 * `az login`). Source of the order: Packer's documentation of the Azure plugin, "Authentication".
 *
 * @throws Failure when an application's certificate cannot be read, or nothing says which tenant it is of
 */
export async function createCredential(
  access: Partial<AccessOptions>,
  place: CredentialPlace,
  context: SessionContext,
): Promise<TokenCredential> {
  if (context.credential) return context.credential;
  const { variables } = context.ports.environment;
  const { cloud, subscription } = place;
  const options = cloud.authority === undefined ? {} : { authorityHost: cloud.authority };
  const tenantId = getGiven(access.tenant_id) ?? getVariable(variables, 'AZURE_TENANT_ID', 'ARM_TENANT_ID');
  const ofTenant = tenantId === undefined ? {} : { tenantId };
  const { AzureCliCredential, DefaultAzureCredential } = loadSdk.identity();
  // The CLI takes one of the two, and knows the tenants of its subscriptions.
  if (access.use_azure_cli_auth)
    return new AzureCliCredential(tenantId === undefined ? { subscription } : ofTenant);
  const clientId = getGiven(access.client_id);
  if (!hasProof(access))
    return new DefaultAzureCredential({
      ...{ ...options, ...ofTenant },
      ...(clientId !== undefined && { managedIdentityClientId: clientId }),
    });
  const tenant = tenantId ?? (await place.findTenant());
  return createApplication(access, { tenant, clientId: clientId ?? '', options }, context);
}

interface Application {
  readonly tenant: string;
  readonly clientId: string;
  readonly options: { readonly authorityHost?: string };
}

/** An application, by the first of its proofs. */
async function createApplication(
  access: Partial<AccessOptions>,
  { tenant, clientId, options }: Application,
  context: SessionContext,
): Promise<TokenCredential> {
  const { ClientAssertionCredential, ClientCertificateCredential, ClientSecretCredential } =
    loadSdk.identity();
  const secret = reveal(access.client_secret ?? '');
  if (secret !== '') return new ClientSecretCredential(tenant, clientId, secret, options);
  const path = getGiven(access.client_cert_path);
  if (path !== undefined) {
    const certificate = await readClientCertificate(path, reveal(access.client_cert_password ?? ''));
    return new ClientCertificateCredential(tenant, clientId, certificate, options);
  }
  return new ClientAssertionCredential(tenant, clientId, makeAssertion(access, context), options);
}

/** A token that somebody else has signed for the application: asked for when it is needed, or given. */
function makeAssertion(access: Partial<AccessOptions>, context: SessionContext): () => Promise<string> {
  const requestToken = reveal(access.oidc_request_token ?? '');
  const requestUrl = getGiven(access.oidc_request_url);
  if (requestToken !== '' && requestUrl !== undefined)
    return () => requestAssertion(requestUrl, requestToken, context);
  return async () => reveal(access.client_jwt ?? '');
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
