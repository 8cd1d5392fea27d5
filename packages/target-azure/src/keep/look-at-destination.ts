import { isDoubtful, planKeeping } from '@strata/sdk/keep';
import type { AzureContext } from '../publish/context';
import { createDesk, type Desk } from '../publish/desk';
import type { FoundVersion } from '../publish/found-version';
import { fill } from '../publish/wish';
import type { AzureDecision, AzureDecisions } from './decision';
import { findChildren } from './find-children';
import { findLatestByRegion, findReferences } from './find-references';
import { type ImageUser, listImageUsers } from './image-users';
import { lookAtCopies } from './look-at-copies';
import { lookAtDisks } from './look-at-disks';
import { getOwnVersions } from './own-versions';
import type { AzureKeepRequest } from './request';
import { asServed, getFailedRegions } from './served-regions';
import { readVersion } from './version-place';

/** Decides what becomes of each version, copy and disk. Changes nothing; who uses versions is asked only where some may go. */
export async function lookAtDestination(
  context: AzureContext,
  request: AzureKeepRequest,
): Promise<AzureDecisions> {
  const desk = createDesk(context, request.destination);
  const views = await Promise.all(
    [...request.images].map((image): Promise<ImageView> => readView(context, request, { image, desk })),
  );
  const first = decide(context, request, { views, users: [], children: new Map() });
  const isKnown = ![...first.versions, ...first.parts].some(isDoubtful);
  const { versions, parts } = isKnown
    ? first
    : decide(context, request, {
        views,
        users: await listImageUsers(context),
        children: await findChildren(desk),
      });
  return { versions, parts: [...parts, ...(await lookAtDisks(context, request, desk))] };
}

interface ImageView {
  readonly image: string;
  readonly definition: string;
  readonly versions: readonly FoundVersion[];
}

/** Versions of an image; of those that failed it is asked where. */
async function readView(
  context: AzureContext,
  { destination }: AzureKeepRequest,
  { image, desk }: { readonly image: string; readonly desk: Desk },
): Promise<ImageView> {
  const definition = fill(destination.definitionName, image);
  const listed = await desk.versions(definition);
  const versions = listed.map(async (decided) =>
    decided.state === 'failed'
      ? ((await readVersion(context, { destination, definition, decided })) ?? decided)
      : decided,
  );
  return { image, definition, versions: await Promise.all(versions) };
}

interface Known {
  readonly views: readonly ImageView[];
  readonly users: readonly ImageUser[];
  readonly children: ReturnType<typeof findReferences>;
}

function decide(
  { clock, session: { subscription } }: AzureContext,
  request: AzureKeepRequest,
  { views, users, children }: Known,
): AzureDecisions {
  const { destination } = request;
  const now = clock.now();
  const all = views.map((view) => {
    const served = { ...view, destination, subscription, versions: view.versions.map(asServed) };
    const used = findReferences(served, users);
    const versions = decideVersions(request, { ...view, latest: served.versions }, { used, children, now });
    const kept = versions.flatMap(({ act, subject }) =>
      act === 'keep' && subject.kind === 'version' ? subject.found : [],
    );
    return { versions, parts: lookAtCopies(request, { ...served, kept }, { users, now }) };
  });
  return {
    versions: all.flatMap(({ versions }) => versions),
    parts: all.flatMap(({ parts }) => parts),
  };
}

function decideVersions(
  request: AzureKeepRequest,
  view: ImageView & { readonly latest: readonly FoundVersion[] },
  {
    used,
    children,
    now,
  }: Pick<Known, 'children'> & { readonly used: Known['children']; readonly now: number },
): readonly AzureDecision[] {
  const { rules, published } = request;
  const own = new Map(
    getOwnVersions(request, view, now).map(({ kept, found }) => [kept.id, { kept, found }]),
  );
  const latest = findLatestByRegion(view.latest);
  const references = ({ id: given }: { readonly id: string }) => {
    const id = given.toLowerCase();
    const regions = latest.get(id);
    return [
      ...(published.has(id) ? ['the workspace says that it is what was published last'] : []),
      ...(regions ? [`it is the latest in ${regions.join(', ')}`] : []),
      ...(used.get(id) ?? []),
      ...(children.get(id) ?? []),
    ];
  };
  const kept = [...own.values()].map((each) => each.kept);
  return planKeeping(kept, { rules, references, now }).flatMap((decision) => {
    const found = own.get(decision.image.id)?.found;
    if (!found) return [];
    const subject = { kind: 'version', found, definition: view.definition } as const;
    return [{ ...decision, reason: explain(decision.reason, found), subject }];
  });
}

/** Where a version is missing is said beside what becomes of it. */
function explain(reason: string, found: FoundVersion): string {
  if (found.state !== 'failed') return reason;
  const regions = getFailedRegions(found);
  return `${reason}; it did not get to ${regions.join(', ') || 'all of its regions'}`;
}
