import { formatDay, isDoubtful, type KeepDecision, planKeeping } from '@strata/sdk/keep';
import type { AwsContext } from '../publish/context';
import { type AccountImage, listAccountImages } from './account-image';
import { type LeftSnapshot, listLeftSnapshots } from './left-snapshots';
import { getOwnImages, type OwnImage } from './own-images';
import { findReferences } from './references/find-references';
import type { AwsKeepRequest } from './request';

/** What a region has, and what is to become of it. */
export interface RegionLook {
  readonly region: string;
  readonly decisions: readonly AwsDecision[];
  /** Of images that are gone. */
  readonly snapshots: readonly LeftSnapshot[];
}

export interface AwsDecision extends KeepDecision {
  readonly found: AccountImage;
}

/** Changes nothing. Who refers to images is asked only where some may go. */
export async function lookAtRegion(
  context: AwsContext,
  request: AwsKeepRequest,
  region: string,
): Promise<RegionLook> {
  const images = await listAccountImages(context, region);
  const snapshots = await listLeftSnapshots(context, request, { region, images });
  const own = getOwnImages(request, region, images);
  const known = (found: AccountImage) => getKnownReferences(request, region, found, context.clock.now());
  const first = decide(context, request, own, known);
  if (!first.some(isDoubtful)) return { region, snapshots, decisions: first };
  const others = await findReferences(context, {
    ...{ region, images, names: request.images },
    channels: request.channels,
  });
  const all = (found: AccountImage) => [...known(found), ...(others.get(found.id) ?? [])];
  return { region, snapshots, decisions: decide(context, request, own, all) };
}

function decide(
  { clock }: AwsContext,
  { rules }: AwsKeepRequest,
  own: readonly OwnImage[],
  references: (found: AccountImage) => readonly string[],
): readonly AwsDecision[] {
  const byId = new Map(own.map(({ kept, found }) => [kept, found]));
  const get = (kept: OwnImage['kept']) => byId.get(kept) as AccountImage;
  const facts = { rules, now: clock.now(), references: (kept: OwnImage['kept']) => references(get(kept)) };
  return planKeeping([...byId.keys()], facts).map((decision) => ({
    ...decision,
    found: get(decision.image),
  }));
}

/** What is known of an image without another question. */
function getKnownReferences(
  { published, rules }: AwsKeepRequest,
  region: string,
  { id, launched }: AccountImage,
  now: number,
): readonly string[] {
  const isFresh = launched !== undefined && now - launched < rules.quarantine;
  return [
    ...(published.has(`${region} ${id}`) ? ['the workspace says that it is what was published last'] : []),
    // By an account that it is shared with, perhaps, whose machines nobody sees from here.
    ...(isFresh ? [`a machine was started from it on ${formatDay(launched)}`] : []),
  ];
}
