import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import type { AccessOptions } from '../access';
import { problem } from '../codes';
import type { SessionContext } from './context';
import { hasProof } from './proofs';
import { getGiven, getVariable } from './variables';

type Asking = Pick<SessionContext, 'ports' | 'signal'>;

/**
 * The subscription to work in: as options or variables say, and where no application asks that of `az login`, then that of the
 * machine in Azure that this is. Source of the last two: Packer's documentation of the Azure plugin, "Authentication".
 *
 * @throws Failure when nothing says which
 */
export async function findSubscription(access: Partial<AccessOptions>, context: Asking): Promise<string> {
  const { variables } = context.ports.environment;
  const found =
    getGiven(access.subscription_id) ??
    getVariable(variables, 'AZURE_SUBSCRIPTION_ID', 'ARM_SUBSCRIPTION_ID') ??
    (hasProof(access) ? undefined : await readProfile(context)) ??
    (hasProof(access) || access.use_azure_cli_auth ? undefined : await askMachine(context));
  if (found !== undefined) return found;
  throw new Failure(
    problem('AZU002', {
      detail: `Nothing says in which subscription of Azure to work: neither the option \`subscription_id\` nor AZURE_SUBSCRIPTION_ID nor ARM_SUBSCRIPTION_ID is set${hasProof(access) ? '' : ', and "az login" has chosen none'}.`,
      hint: 'Take the id that "az account show --query id" shows.',
    }),
  );
}

/** What `az login` and `az account set` chose. Its file begins with a mark of byte order. */
async function readProfile({ ports }: Asking): Promise<string | undefined> {
  const { variables, home } = ports.environment;
  const folder = getVariable(variables, 'AZURE_CONFIG_DIR') ?? join(home, '.azure');
  const content = await readFile(join(folder, 'azureProfile.json'), 'utf8').catch(() => '');
  const { subscriptions } = parse(content.replace(/^\uFEFF/, ''));
  if (!Array.isArray(subscriptions)) return undefined;
  return getText(subscriptions.find((each) => Object(each).isDefault === true)?.id);
}

/** A machine that is none of Azure's has nobody at this address, and some networks never say so. */
const MACHINE_PATIENCE_MS = 1_000;

/** Source: Microsoft's page "Azure Instance Metadata Service". */
const MACHINE = '/metadata/instance/compute?api-version=2021-02-01&format=json';

async function askMachine({ ports, signal }: Asking): Promise<string | undefined> {
  // The one that Azure's own libraries look at.
  const host = getVariable(ports.environment.variables, 'AZURE_POD_IDENTITY_AUTHORITY_HOST');
  const late = AbortSignal.any([signal, AbortSignal.timeout(MACHINE_PATIENCE_MS)]);
  const request = { headers: { metadata: 'true' }, signal: late };
  try {
    const answer = await ports.http.get(`${host ?? 'http://169.254.169.254'}${MACHINE}`, request);
    return getText(parse(await text(answer.body)).subscriptionId);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function parse(content: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(content));
  } catch {
    return {};
  }
}

function getText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
