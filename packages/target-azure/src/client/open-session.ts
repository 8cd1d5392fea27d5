import type { ResourceManagementClient } from '@azure/arm-resources';
import type { TokenCredential } from '@azure/identity';
import type { AccessOptions } from '../access';
import { type AzureCloud, findCloud } from './cloud';
import type { SessionContext } from './context';
import { createCredential } from './credential';
import { findSubscription } from './find-subscription';
import { findTenant } from './find-tenant';
import { loadSdk } from './load-sdk';
import { readTenant } from './read-tenant';
import { createRequestPolicy, type RequestPolicy } from './requests';
import type { AzureSession } from './session';
import { getAnswerLimit } from './time-limits';
import { readTrusted } from './trusted';
import { getVariable } from './variables';

/**
 * Logs in to Azure as the options say. Whether Azure knows the credentials is told by the first request.
 *
 * @throws Failure without a subscription, or when the options lead nowhere
 */
export async function openAzureSession(
  access: Partial<AccessOptions>,
  context: SessionContext,
): Promise<AzureSession> {
  const { variables } = context.ports.environment;
  const subscription = await findSubscription(access, context);
  const cloud = await findCloud(access, context);
  const settings = await getSettings(cloud, context);
  const [{ policy }] = settings.additionalPolicies;
  const place = {
    ...{ cloud, subscription },
    findTenant: () => findTenant(subscription, { cloud, policy, ...settings }),
  };
  const login = once(() => createCredential(access, place, context));
  const credential: TokenCredential = {
    getToken: async (scopes, options) => (await login()).getToken(scopes, options),
  };
  const compute = perName((id) => new (loadSdk.compute().ComputeManagementClient)(credential, id, settings));
  const resources = perName(
    (id) => new (loadSdk.resources().ResourceManagementClient)(credential, id, settings),
  );
  const secrets = perName((vault) => {
    const { SecretClient } = loadSdk.secrets();
    const { additionalPolicies, retryOptions, tlsOptions } = settings;
    // For a vault that stands in for Azure's: its name is not in the address then.
    const instead = getVariable(variables, 'STRATA_AZURE_VAULT_ENDPOINT');
    return new SecretClient(instead ?? `https://${vault}.${cloud.vaultSuffix}`, credential, {
      ...{ additionalPolicies, retryOptions },
      disableChallengeResourceVerification: instead !== undefined,
      ...(tlsOptions && { tlsOptions }),
    });
  });
  return {
    ...{ subscription, cloud, secrets },
    tenant: async () =>
      readTenant(
        (await credential.getToken(`${cloud.audience}/.default`, { abortSignal: context.signal }))?.token,
      ),
    act: async (id, version, options) => {
      const url = `${cloud.resourceManager}${id}?api-version=${version}`;
      await send(resources(subscription), { method: 'POST', url }, options);
    },
    read: (path, version, options) => {
      const url = `${cloud.resourceManager}${path}?api-version=${version}`;
      return send(resources(subscription), { method: 'GET', url }, options);
    },
    compute: (id = subscription) => compute(id),
    resources: (id = subscription) => resources(id),
    blobs: perName((account) => openBlobs(account, { cloud, credential, context })),
  };
}

/** Sends a request of no operation, with the login, the tries again and the time limits of all others. */
async function send(
  client: ResourceManagementClient,
  target: { readonly method: 'GET' | 'POST'; readonly url: string },
  { abortSignal }: { readonly abortSignal: AbortSignal },
): Promise<unknown> {
  const { createPipelineRequest, RestError } = loadSdk.pipeline();
  const request = createPipelineRequest({ ...target, abortSignal });
  const response = await client.sendRequest(request);
  if (response.status < FIRST_FAILURE)
    return response.bodyAsText ? JSON.parse(response.bodyAsText) : undefined;
  throw new RestError(response.bodyAsText ?? '', { statusCode: response.status, request, response });
}

const FIRST_FAILURE = 400;

/** What is made when it is first asked for, and again when that failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

interface PlacedPolicy {
  readonly policy: RequestPolicy;
  readonly position: 'perRetry';
}

/** What clients of the resource manager take. Its own tries again are switched off: ours follow the catalogue of failures. */
async function getSettings(cloud: AzureCloud, { ports, signal, observe }: SessionContext) {
  const { clock, environment } = ports;
  const policy = createRequestPolicy({
    ...{ clock, signal, observe },
    answerWithin: getAnswerLimit(environment.variables),
  });
  const ca = await readTrusted(environment.variables);
  const scopes = [`${cloud.audience}/.default`];
  return {
    endpoint: cloud.resourceManager,
    credentials: { scopes },
    credentialScopes: scopes,
    retryOptions: { maxRetries: 0 },
    // Inside of what makes errors of answers: the older clients have no answer to show for them outside.
    additionalPolicies: [{ policy, position: 'perRetry' }] as [PlacedPolicy],
    userAgentOptions: { userAgentPrefix: 'strata' },
    ...(ca && { tlsOptions: { ca } }),
  };
}

/**
 * The address and the key of an account may stand in the variables that the Azure CLI reads. Without a key it is asked as
 * whoever is logged in.
 */
function openBlobs(
  account: string,
  {
    cloud,
    credential,
    context,
  }: {
    readonly cloud: AzureCloud;
    readonly credential: TokenCredential;
    readonly context: SessionContext;
  },
) {
  const { BlobServiceClient, StorageSharedKeyCredential } = loadSdk.blobs();
  const { variables } = context.ports.environment;
  const address =
    getVariable(variables, 'AZURE_STORAGE_SERVICE_ENDPOINT') ??
    `https://${account}.blob.${cloud.storageSuffix}`;
  const key = getVariable(variables, 'AZURE_STORAGE_KEY');
  if (key !== undefined) context.secrets?.register(key);
  const login = key === undefined ? credential : new StorageSharedKeyCredential(account, key);
  return new BlobServiceClient(address, login, {
    retryOptions: { maxTries: 1 },
    userAgentOptions: { userAgentPrefix: 'strata' },
  });
}

function perName<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
