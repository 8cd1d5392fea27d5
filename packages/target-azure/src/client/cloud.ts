import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { parseHttpAddress } from '@strata/sdk';
import { type AccessOptions, CLOUD_NAMES } from '../access';
import { problem } from '../codes';
import type { SessionContext } from './context';
import { getGiven, getVariable, type Variables } from './variables';

/** Where a cloud is asked. */
export interface AzureCloud {
  /** Address of the resource manager, without a slash at its end. */
  readonly resourceManager: string;
  /** For whom tokens for it are made. */
  readonly audience: string;
  /** Address of Entra ID; undefined leaves it to `AZURE_AUTHORITY_HOST` or the public one. */
  readonly authority: string | undefined;
  /** What names of storage accounts end in: `core.windows.net`. */
  readonly storageSuffix: string;
  /** What names of key vaults end in: `vault.azure.net`. */
  readonly vaultSuffix: string;
}

type CloudName = keyof typeof CLOUD_NAMES;

/** Source: Microsoft's pages on national clouds, "Azure endpoints". */
const clouds: Readonly<Record<CloudName, AzureCloud>> = {
  public: {
    resourceManager: 'https://management.azure.com',
    audience: 'https://management.azure.com',
    authority: undefined,
    storageSuffix: 'core.windows.net',
    vaultSuffix: 'vault.azure.net',
  },
  china: {
    resourceManager: 'https://management.chinacloudapi.cn',
    audience: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    storageSuffix: 'core.chinacloudapi.cn',
    vaultSuffix: 'vault.azure.cn',
  },
  usGovernment: {
    resourceManager: 'https://management.usgovcloudapi.net',
    audience: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    storageSuffix: 'core.usgovcloudapi.net',
    vaultSuffix: 'vault.usgovcloudapi.net',
  },
};

/**
 * The cloud that options or variables name. `ARM_ENDPOINT` names the resource manager's address alone, as it does for the
 * stacks that run in other people's houses.
 *
 * @throws Failure when nobody knows the cloud, or an address is none
 */
export async function findCloud(
  access: Partial<AccessOptions>,
  context: Pick<SessionContext, 'ports' | 'signal'>,
): Promise<AzureCloud> {
  const { variables } = context.ports.environment;
  const host =
    getGiven(access.metadata_host) ??
    getVariable(variables, 'ARM_METADATA_HOSTNAME', 'ARM_METADATA_HOST', 'ARM_METADATA_URL');
  const cloud =
    host === undefined
      ? getNamed(getName(access, variables))
      : await askHost(host, { ...context, name: getName(access, variables) });
  const endpoint = getVariable(variables, 'ARM_ENDPOINT');
  if (endpoint === undefined) return cloud;
  if (!parseHttpAddress(endpoint)) throw invalid(`ARM_ENDPOINT is "${endpoint}", which is no address.`);
  return { ...cloud, resourceManager: endpoint.replace(/\/+$/, '') };
}

function getName({ cloud_environment_name: given }: Partial<AccessOptions>, variables: Variables): string {
  return getGiven(given) ?? getVariable(variables, 'ARM_ENVIRONMENT') ?? 'public';
}

function getNamed(name: string): AzureCloud {
  const found = (Object.keys(CLOUD_NAMES) as CloudName[]).find((key) =>
    (CLOUD_NAMES[key] as readonly string[]).includes(name.toLowerCase()),
  );
  if (found) return clouds[found];
  throw invalid(`There is no cloud "${name}" of Azure. Allowed: "Public", "China", "USGovernment".`);
}

/** Answers in this form. Source: Azure Resource Manager, "Metadata endpoints". */
const VERSION = '2022-09-01';

async function askHost(
  given: string,
  { ports, signal, name }: Pick<SessionContext, 'ports' | 'signal'> & { readonly name: string },
): Promise<AzureCloud> {
  const host = given.replace(/^https:\/\/|\/+$/g, '');
  const address = `https://${host}/metadata/endpoints?api-version=${VERSION}`;
  const unreadable = (why: string) => invalid(`The host of metadata ${host} cannot be used: ${why}.`);
  const answer = await ports.http.get(address, { signal }).catch((cause: Error) => {
    signal.throwIfAborted();
    throw unreadable(cause.message);
  });
  const told = choose(parse(await text(answer.body)), name);
  const resourceManager = String(told.resourceManager ?? '').replace(/\/+$/, '');
  if (!parseHttpAddress(resourceManager))
    throw unreadable(`status ${answer.status}, no resource manager named`);
  const { authentication = {}, suffixes = {} } = told;
  return {
    resourceManager,
    audience: String(authentication.audiences?.[0] ?? resourceManager).replace(/\/+$/, ''),
    authority: authentication.loginEndpoint,
    storageSuffix: suffixes.storage ?? clouds.public.storageSuffix,
    vaultSuffix: suffixes.keyVaultDns ?? clouds.public.vaultSuffix,
  };
}

interface Told {
  readonly resourceManager?: unknown;
  readonly authentication?: { readonly loginEndpoint?: string; readonly audiences?: readonly unknown[] };
  readonly suffixes?: { readonly storage?: string; readonly keyVaultDns?: string };
}

/** Some hosts tell of one cloud, some of all that they know, and then the name says which. */
function choose(told: unknown, name: string): Told {
  if (!Array.isArray(told)) return Object(told);
  const named = told.find((each) => String(Object(each).name).toLowerCase() === name.toLowerCase());
  return Object(named ?? told[0]);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function invalid(detail: string): Failure {
  const hint = 'Correct it, or take it out for the public cloud.';
  return new Failure(problem('AZU032', { detail, hint }));
}
