import { isDoubtful, type KeepDecision, planKeeping } from '@strata/sdk/keep';
import type { AzureContext } from '../publish/context';
import { createDesk } from '../publish/desk';
import type { FoundVersion } from '../publish/found-version';
import { fill } from '../publish/wish';
import { findLatestByRegion, findReferences } from './find-references';
import { type ImageUser, listImageUsers } from './image-users';
import { getOwnVersions } from './own-versions';
import type { AzureKeepRequest } from './request';

export interface AzureDecision extends KeepDecision {
  readonly found: FoundVersion;
  /** Name of its definition. */
  readonly definition: string;
}

/** Decides what becomes of each version. Changes nothing; who uses versions is asked only where some may go. */
export async function lookAtGallery(
  context: AzureContext,
  request: AzureKeepRequest,
): Promise<readonly AzureDecision[]> {
  const desk = createDesk(context, request.destination);
  const views = await Promise.all(
    [...request.images].map(async (image): Promise<ImageView> => {
      const definition = fill(request.destination.definitionName, image);
      return { image, definition, versions: await desk.versions(definition) };
    }),
  );
  const first = decide(context, request, { views, users: [] });
  if (!first.some(isDoubtful)) return first;
  return decide(context, request, { views, users: await listImageUsers(context) });
}

interface ImageView {
  readonly image: string;
  readonly definition: string;
  readonly versions: readonly FoundVersion[];
}

function decide(
  { clock, session }: AzureContext,
  request: AzureKeepRequest,
  { views, users }: { readonly views: readonly ImageView[]; readonly users: readonly ImageUser[] },
): readonly AzureDecision[] {
  const { destination, rules, published } = request;
  const now = clock.now();
  return views.flatMap((view) => {
    const own = new Map(
      getOwnVersions(request, view, now).map(({ kept, found }) => [kept.id, { kept, found }]),
    );
    const latest = findLatestByRegion(view.versions);
    const used = findReferences({ destination, subscription: session.subscription, ...view }, users);
    const references = ({ id: given }: { readonly id: string }) => {
      const id = given.toLowerCase();
      const regions = latest.get(id);
      return [
        ...(published.has(id) ? ['the workspace says that it is what was published last'] : []),
        ...(regions ? [`it is the latest in ${regions.join(', ')}`] : []),
        ...(used.get(id) ?? []),
      ];
    };
    const kept = [...own.values()].map((each) => each.kept);
    return planKeeping(kept, { rules, references, now }).flatMap((decision) => {
      const found = own.get(decision.image.id)?.found;
      return found ? [{ ...decision, reason: explain(decision), found, definition: view.definition }] : [];
    });
  });
}

/** That the disk stays is said before anything is removed. */
function explain({ act, reason }: KeepDecision): string {
  return act === 'remove' ? `${reason}; its disk stays in the storage account` : reason;
}
