import { Failure } from '@strata/diagnostics';
import { type RemoveContext, reveal } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { type AzureSession, openAzureSession } from '../client';
import { problem } from '../codes';

/** How something of a build is found again: its tag, and where to ask. Never a secret. */
export type Reach = {
  /** What its tag `strata-build-id` says. */
  readonly build: string;
  /** What its tag `strata-image` says. */
  readonly image: string;
  readonly subscription: string;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly metadataHost?: string;
};

/** Sessions of builds of this process, by the tags of what they make. They stay: what they are for outlives their builds. */
const own = new Map<string, AzureSession>();

/** Keeps the session of a build, so that this process removes with it what the build made. */
export function keepSession(build: string, session: AzureSession): void {
  own.set(build, session);
}

/** Knows as much of sessions of builds as another process: nothing. */
export function forgetSessions(): void {
  own.clear();
}

/** What can be written down of a login. */
export function describeLogin({
  tenant_id: tenant,
  cloud_environment_name: cloud,
  metadata_host: metadataHost,
}: Partial<AccessOptions>): Pick<Reach, 'tenant' | 'cloud' | 'metadataHost'> {
  const tenantId = reveal(tenant ?? '');
  return {
    ...(tenantId && { tenant: tenantId }),
    ...(cloud && { cloud }),
    ...(metadataHost && { metadataHost }),
  };
}

/** One login for all that is removed in a go. */
const sessions = new WeakMap<AbortSignal, Map<string, Promise<AzureSession>>>();

/**
 * The session that something was made by, or one that may stand for it: in another process, what the environment says.
 *
 * @throws Failure when there is none: what is there could not be seen
 */
export async function openReach(context: RemoveContext, reach: Reach): Promise<AzureSession> {
  const kept = own.get(reach.build);
  if (kept) return kept;
  const open = sessions.get(context.signal) ?? new Map<string, Promise<AzureSession>>();
  sessions.set(context.signal, open);
  const { build, image, ...login } = reach;
  const key = JSON.stringify(login);
  const session = open.get(key) ?? openNow(context, reach);
  open.set(key, session);
  // The next removal tries again, in place of being told of a failure of before.
  session.catch(() => open.delete(key));
  return session;
}

async function openNow(
  context: RemoveContext,
  { build, subscription, tenant, cloud, metadataHost }: Reach,
): Promise<AzureSession> {
  try {
    return await openAzureSession(
      {
        subscription_id: subscription,
        ...(tenant !== undefined && { tenant_id: tenant }),
        ...(cloud !== undefined && { cloud_environment_name: cloud }),
        ...(metadataHost !== undefined && { metadata_host: metadataHost }),
      },
      context,
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      problem('AZU057', {
        detail: `Build ${build} left things in subscription ${subscription}, and nobody is logged in there: ${error.diagnostics[0]?.detail ?? error.message}`,
        hint: `Run \`az login\`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, and run strata sweep again.`,
      }),
      { cause: error },
    );
  }
}
