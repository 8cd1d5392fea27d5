import { Failure } from '@strata/diagnostics';
import type { AzureContext } from './context';
import { describePlan } from './describe-plan';
import type { Desk } from './desk';
import type { ImageContent } from './keys';
import { makeVersion } from './make-version';
import { planVersion, type VersionPlan } from './plan-version';
import type { MakeRequest } from './request';
import { getWish } from './wish';

export interface AzurePublicationRequest extends MakeRequest {
  readonly content: ImageContent;
  readonly desk: Desk;
}

/** What publishing an image means today. */
export interface AzurePublication {
  readonly plan: VersionPlan;
  /** A line each, for people. Empty when there is nothing to do. */
  readonly changes: readonly string[];
  /** Does it. @returns the resource id of the version @throws Failure with what went wrong; what was done stays */
  send(): Promise<string>;
}

/** Compares what is in the gallery with what should be there. Changes nothing. */
export async function preparePublication(
  context: AzureContext,
  request: AzurePublicationRequest,
): Promise<AzurePublication> {
  const { desk, destination, log } = request;
  const wish = getWish(destination, request);
  const definitions = await desk.definitions();
  const plan = planVersion(wish, {
    hasDefinition: definitions.has(wish.definition.toLowerCase()),
    versions: await desk.versions(wish.definition),
  });
  return {
    plan,
    changes: describePlan(plan),
    send: async () => {
      try {
        const { id, name } = await makeVersion(context, { request, plan, desk });
        await log.note({ state: 'in', key: wish.key, version: name });
        await log.close();
        return id;
      } catch (error) {
        context.signal.throwIfAborted();
        if (error instanceof Failure)
          await log.note({ state: 'failed', key: wish.key, problem: error.message });
        throw error;
      } finally {
        desk.forget(wish.definition);
      }
    },
  };
}
