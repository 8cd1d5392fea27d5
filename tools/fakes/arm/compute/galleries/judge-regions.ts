import { readFlag, readNumber, readObject, readObjects, readText } from '../../json';
import { refuse, refuseConflict, refuseParameter } from '../../refusal';
import { foldLocation } from '../../state/locations';
import type { Writing } from '../../types/resource-type';

/** What differs between versions of images and of applications. */
export interface RegionRules {
  /** As messages say it: `galleryImageVersion`. */
  readonly label: string;
  readonly mostReplicas: number;
  readonly encrypts: boolean;
}

const profile = 'properties.publishingProfile';

/** Regions that a version is to be in: its own alone when nothing is said. */
export function readRegions({ body }: Pick<Writing, 'body'>): readonly string[] {
  const names = readObjects(body, `${profile}.targetRegions`).map((region) =>
    foldLocation(readText(region, 'name') ?? ''),
  );
  return names.length > 0 ? names : [foldLocation(readText(body, 'location') ?? '')];
}

/** Refuses regions and numbers of copies that a version cannot have. */
export function judgeRegions(writing: Writing, rules: RegionRules): void {
  const { body, cloud } = writing;
  const regions = readRegions(writing);
  const location = readText(body, 'location') ?? '';
  for (const region of regions)
    if (!cloud.findLocation(region))
      throw refuseParameter(
        `${profile}.targetRegions`,
        `The target region '${region}' is not a known Azure region.`,
      );
  if (new Set(regions).size < regions.length)
    throw refuseParameter(
      `${profile}.targetRegions`,
      'Duplicate regions are not allowed in target publishing regions.',
    );
  if (!regions.includes(foldLocation(location)))
    throw refuseParameter(
      `${profile}.targetRegions`,
      `Gallery image version publishing profile regions '${regions.join(', ')}' must contain the location of image version '${location}'.`,
    );
  judgeReplicas(writing, rules);
  judgeEncryption(writing, rules);
  judgeLeftRegions(writing);
}

function judgeReplicas({ body }: Writing, { label, mostReplicas }: RegionRules): void {
  const counts = [
    { path: `${profile}.replicaCount`, count: readNumber(body, `${profile}.replicaCount`) },
    ...readObjects(body, `${profile}.targetRegions`).map((region, index) => ({
      path: `${profile}.targetRegions[${index}].regionalReplicaCount`,
      count: readNumber(region, 'regionalReplicaCount'),
    })),
  ];
  for (const { path, count = 1 } of counts)
    if (!Number.isInteger(count) || count < 1 || count > mostReplicas)
      throw refuseParameter(
        path,
        `The value '${count}' of parameter '${label}.${path}' is out of range. The value must be between 1 and ${mostReplicas}, inclusive.`,
      );
}

function judgeEncryption({ body, cloud }: Writing, { encrypts }: RegionRules): void {
  for (const region of readObjects(body, `${profile}.targetRegions`)) {
    const encryption = readObject(region, 'encryption');
    if (Object.keys(encryption).length === 0) continue;
    if (!encrypts)
      throw refuseParameter(
        `${profile}.targetRegions`,
        'Gallery application version resources currently do not support encryption.',
      );
    const sets = [readObject(encryption, 'osDiskImage'), ...readObjects(encryption, 'dataDiskImages')];
    for (const id of sets.map((one) => readText(one, 'diskEncryptionSetId')))
      if (id !== undefined) judgeSet(id, readText(region, 'name') ?? '');
  }

  function judgeSet(id: string, region: string): void {
    const found = cloud.resources.find(id);
    if (!found)
      throw refuse('DiskEncryptionSetNotFound', `The disk encryption set '${id}' was not found.`, {
        status: 404,
      });
    if (readText(found.envelope, 'location') !== foldLocation(region))
      throw refuseParameter(
        `${profile}.targetRegions`,
        `The disk encryption set '${id}' is not in the target region '${region}'.`,
      );
  }
}

/** What is replicated stays where it is, unless its safety profile says otherwise. */
function judgeLeftRegions(writing: Writing): void {
  const { existing, body } = writing;
  if (!existing) return;
  const before = readRegions({ body: { ...existing.envelope, properties: existing.properties } });
  const regions = readRegions(writing);
  const left = before.filter((region) => !regions.includes(region));
  if (left.length === 0 || readFlag(body, 'properties.safetyProfile.allowDeletionOfReplicatedLocations'))
    return;
  throw refuseConflict(
    'OperationNotAllowed',
    `Removing the replicated regions '${left.join(', ')}' is not allowed, as 'safetyProfile.allowDeletionOfReplicatedLocations' is false.`,
  );
}
