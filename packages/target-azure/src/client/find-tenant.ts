import type { PipelineOptions } from '@azure/core-rest-pipeline';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { AzureCloud } from './cloud';
import { loadSdk } from './load-sdk';
import type { RequestPolicy } from './requests';

/** How the resource manager is asked. */
export interface TenantRequest extends Pick<PipelineOptions, 'tlsOptions'> {
  readonly cloud: AzureCloud;
  readonly policy: RequestPolicy;
}

const VERSION = '2022-12-01';
const NOT_LOGGED_IN = 401;

/**
 * The tenant that a subscription belongs to. The resource manager tells whoever asks without a login, where it says who gives
 * tokens. Source: Packer's documentation of the Azure plugin, on `tenant_id`.
 *
 * @throws Failure when it does not tell
 */
export async function findTenant(
  subscription: string,
  { cloud, policy, tlsOptions }: TenantRequest,
): Promise<string> {
  const { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } = loadSdk.pipeline();
  const pipeline = createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    ...(tlsOptions && { tlsOptions }),
  });
  pipeline.addPolicy(policy, { afterPhase: 'Retry' });
  const url = `${cloud.resourceManager}/subscriptions/${encodeURIComponent(subscription)}?api-version=${VERSION}`;
  const { status, headers } = await pipeline.sendRequest(
    createDefaultHttpClient(),
    createPipelineRequest({ url }),
  );
  const challenge = status === NOT_LOGGED_IN ? headers.get('www-authenticate') : undefined;
  const tenant = /authorization_uri="[^"]*\/([\da-f-]+)\/?"/i.exec(challenge ?? '')?.[1];
  if (tenant !== undefined) return tenant;
  throw new Failure(
    problem('AZU001', {
      detail: `\`tenant_id\` is not given, and Azure did not say which tenant subscription ${subscription} belongs to: status ${status}.`,
      hint: 'Check subscription_id, or give the tenant_id that "az account show --query tenantId" shows.',
    }),
  );
}
