import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { AwsContext } from '../../publish/context';
import type { FoundImage } from '../../publish/found-image';
import { getVersion } from '../../publish/keys';
import { listImages } from '../../publish/list-images';
import type { AwsDestination } from '../../publish/settings';
import { tagNames } from '../../publish/tags';
import { isPublishedBy } from '../own-images';

/** Which version of an image is meant. */
export interface VersionQuestion {
  readonly destination: AwsDestination;
  /** Under which it is published. */
  readonly image: string;
  /** Its first digits, its name in AWS or its id there. @default what the workspace published last */
  readonly version: string | undefined;
  /** What the workspace says its images were published as, by region and id: `eu-west-1 ami-0a1b`. */
  readonly published: ReadonlySet<string>;
}

/** A version in one region. */
export interface RegionVersion {
  readonly region: string;
  readonly image: FoundImage;
}

/**
 * Finds a version in every region of its destination, home first. In the others it is known by what is on its disk: where each
 * region has a key of its own, digits and names differ.
 *
 * @throws Failure AWS090 when there is none, AWS091 when a region has none that machines can be started from
 */
export async function findVersion(
  context: AwsContext,
  question: VersionQuestion,
): Promise<readonly RegionVersion[]> {
  const { destination, image } = question;
  const { region: home, regions } = destination;
  const all = [...new Set([home, ...regions])];
  const lists = await Promise.all(all.map((region) => listVersions(context, region, question)));
  const [own = []] = lists;
  const wanted = own.find((each) => isWanted(question, each));
  if (!wanted) throw notFound(question, own);
  const found = all.map((region, at) => ({ region, image: findSame(lists[at] ?? [], wanted) }));
  const missing = found.filter((each) => each.image?.state !== 'available').map(({ region }) => region);
  if (missing.length > 0)
    throw new Failure(
      problem('AWS091', {
        detail: `No machine can be started from ${wanted.name} in ${missing.join(', ')}: it is not there, or put aside.`,
        hint: `Publish ${image} to ${destination.name} once more; what is there stays as it is.`,
      }),
    );
  return found.flatMap((each) => (each.image ? [{ region: each.region, image: each.image }] : []));
}

/** The youngest first. */
async function listVersions(
  context: AwsContext,
  region: string,
  { destination, image }: VersionQuestion,
): Promise<readonly FoundImage[]> {
  const found = await listImages(context, region, [{ Name: `tag:${tagNames.image}`, Values: [image] }]);
  return found
    .filter(({ tags }) => isPublishedBy(destination.name, image, tags))
    .sort((a, b) => b.created - a.created);
}

function isWanted(
  { destination, version, published }: VersionQuestion,
  { id, name, key = '' }: FoundImage,
): boolean {
  if (version === undefined) return published.has(`${destination.region} ${id}`);
  return name === version || id === version || (version !== '' && key.startsWith(version));
}

function findSame(images: readonly FoundImage[], wanted: FoundImage): FoundImage | undefined {
  const disk = wanted.tags[tagNames.disk];
  return (
    images.find(({ id }) => id === wanted.id) ??
    images.find(({ tags }) => disk !== undefined && tags[tagNames.disk] === disk)
  );
}

const mostTold = 5;

function notFound({ destination, image, version }: VersionQuestion, there: readonly FoundImage[]): Failure {
  const known = there.slice(0, mostTold).map(({ name, key = '' }) => `${getVersion(key)} (${name})`);
  const asked = version === undefined ? 'that this workspace published' : JSON.stringify(version);
  return new Failure(
    problem('AWS090', {
      detail: `${destination.region} has no version ${asked} of ${image}. ${known.length === 0 ? 'It has none at all.' : `The newest there: ${known.join(', ')}.`}`,
      hint: 'Name one of those, or publish the image first.',
    }),
  );
}
