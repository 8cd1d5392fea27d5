import type { JsonObject } from '../json';
import type { Request } from '../methods/request';
import { refuse } from '../refusal';
import { foldLocation } from '../state/locations';
import type { PlatformImage } from '../state/platform';

type Parts = Readonly<Record<string, string>>;

/** Versions of an image of the marketplace: the one that there is. */
export function listVersions(request: Request, parts: Parts): readonly JsonObject[] {
  return [showVersion(request, parts, findImage(request, parts))];
}

/** One version, with what can be known of it. */
export function findVersion(request: Request, parts: Parts): JsonObject {
  const image = findImage(request, parts);
  if (parts['version'] !== 'latest' && parts['version'] !== image.version) throw refuseVersion(parts);
  const { generation: hyperVGeneration, osType: operatingSystem, plan } = image;
  const osDiskImage = { operatingSystem, sizeInGb: 30 };
  return {
    ...showVersion(request, parts, image),
    properties: { hyperVGeneration, architecture: 'x64', osDiskImage, ...(plan && { plan: { ...plan } }) },
  };
}

function findImage({ cloud }: Request, parts: Parts): PlatformImage {
  const { location = '', publisher, offer, sku } = parts;
  const found = cloud.platform.find(`${publisher}:${offer}:${sku}`);
  if (found && cloud.findLocation(location)) return found;
  throw refuseVersion(parts);
}

function refuseVersion({ location, publisher, offer, sku, version }: Parts) {
  const urn = [publisher, offer, sku, version].filter((part) => part !== undefined).join(':');
  return refuse('NotFound', `Artifact: VMImage was not found: ${urn} in ${location}.`, { status: 404 });
}

function showVersion({ cloud }: Request, parts: Parts, { version }: PlatformImage): JsonObject {
  const { location = '', publisher, offer, sku } = parts;
  const place = `/Subscriptions/${cloud.subscription}/Providers/Microsoft.Compute/Locations/${location}`;
  const id = `${place}/Publishers/${publisher}/ArtifactTypes/VMImage/Offers/${offer}/Skus/${sku}/Versions/${version}`;
  return { location: foldLocation(location), name: version, id };
}
