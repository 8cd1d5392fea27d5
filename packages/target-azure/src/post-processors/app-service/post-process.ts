import { Failure } from '@strata/diagnostics';
import type { Artifact, PostProcessContext, PostProcessor } from '@strata/sdk';
import { type AzureSession, openAzureSession } from '../../client';
import { problem } from '../../codes';
import { findResource, operate, type Target, VERSIONS } from '../../resources/generic';
import { type AskContext, callManager } from '../../wait';
import type { AppServiceOptions, appServiceSchema } from './schema';

const MINUTE = 60_000;
const CHANGED_WITHIN = 5 * MINUTE;
/** What Azure writes before an image of one container. */
const ONE_CONTAINER = 'DOCKER|';

/** The image goes to the configuration of the app, which starts it by itself. */
export const appService: PostProcessor<typeof appServiceSchema> = {
  async postProcess(context, artifact, options) {
    const image = getImage(artifact, options);
    const session = await openAzureSession(options, context);
    const ask: AskContext = { clock: context.ports.clock, signal: context.signal };
    await pointAt({ context, session, ask, options }, image);
    return { artifact, input: 'keep' };
  },
};

interface Work {
  readonly context: PostProcessContext;
  readonly session: AzureSession;
  readonly ask: AskContext;
  readonly options: AppServiceOptions;
}

/** A registry's name of the image. Ids are known to this machine alone. */
function getImage({ builderId, id, names = [] }: Artifact, { image }: AppServiceOptions): string {
  const found = image || [id, ...names].find((name) => /^[^\s:/]+(?::\d+)?\//u.test(name) && isImage(name));
  if (found) return found;
  throw new Failure(
    problem('AZU060', {
      detail: `The artifact of ${builderId} is "${id}", which is no container image in a registry.`,
      hint: 'Put docker-tag and docker-push before azure-app-service, in the same list of post-processors, or write image = "REGISTRY/NAME:TAG".',
    }),
  );
}

function isImage(name: string): boolean {
  return !name.startsWith('sha256:') && !name.startsWith('/');
}

async function pointAt(work: Work, image: string): Promise<void> {
  const { context, ask, options, session } = work;
  const site = getSite(work);
  const target: Target = { id: `${site}/config/web`, version: VERSIONS.web };
  const what = options.slot ? `${options.name} (${options.slot})` : options.name;
  const request = { action: 'Looking for the web app', what };
  const found = await findResource(ask, session.resources(), { target, request });
  if (!found) throw createAbsent(options, session);
  const before = String(found.properties?.['linuxFxVersion'] ?? '');
  const wanted = `${ONE_CONTAINER}${image}`;
  const identity = {
    ...(options.managed_identity && { acrUseManagedIdentityCreds: true }),
    ...(options.managed_identity_client_id && {
      acrUserManagedIdentityID: options.managed_identity_client_id,
    }),
  };
  const isSame = Object.entries({ ...identity, linuxFxVersion: wanted }).every(
    ([name, value]) => found.properties?.[name] === value,
  );
  if (isSame) {
    context.reporter.say(`Web app ${what} has ${image} already; restarting it, so that it fetches it anew`);
    await restart(work, site, what);
    return;
  }
  const was = before === '' ? '' : ` (was ${before.replace(ONE_CONTAINER, '')})`;
  context.reporter.say(`Pointing web app ${what} at ${image}${was}`);
  const body = { properties: { ...identity, linuxFxVersion: wanted } };
  const { signal: abortSignal } = ask;
  const change = { request: { action: 'Changing the web app', what }, within: CHANGED_WITHIN };
  await operate(ask, change, () =>
    session.resources().resources.beginUpdateById(target.id, target.version, body, { abortSignal }),
  );
}

function getSite({ options, session }: Pick<Work, 'options' | 'session'>): string {
  const { name, resource_group: group, slot } = options;
  const site = `/subscriptions/${session.subscription}/resourceGroups/${group}/providers/Microsoft.Web/sites/${name}`;
  return slot ? `${site}/slots/${slot}` : site;
}

function createAbsent(
  { name, resource_group: group, slot }: AppServiceOptions,
  session: AzureSession,
): Failure {
  const what = slot ? `slot ${slot} of the web app ${name}` : `web app ${name}`;
  return new Failure(
    problem('AZU013', {
      detail: `There is no ${what} in the resource group ${group} of subscription ${session.subscription}.`,
      hint: `Make it first: az webapp create --name ${name} --resource-group ${group} --plan PLAN --container-image-name IMAGE; az webapp list shows what is there.`,
    }),
  );
}

/** An action of a type that no package at hand knows. */
async function restart({ ask, session }: Work, site: string, what: string): Promise<void> {
  await callManager(ask, { action: 'Restarting the web app', what }, ({ abortSignal }) =>
    session.act(`${site}/restart`, VERSIONS.web, { abortSignal }),
  );
}
