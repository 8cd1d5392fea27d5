import { isSame, readFlag, readNumber, readObject, readText, writeAt } from '../../json';
import { refuse, refuseConflict, refuseParameter } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Cloud } from '../../state/cloud';
import type { Resource } from '../../state/resource';
import type { ResourceType, Writing } from '../../types/resource-type';
import { keepContent } from '../contents';
import { galleryVersions } from '../versions';
import { judgeContent, judgeSource, readSource } from './image-source';
import { judgeRegions } from './judge-regions';
import { beginReplication, finishReplication, showVersion, startReplication } from './replicate';
import { judgeSoftDeleted, keepSoftly } from './soft-delete';
import { judgeVersionName } from './version-name';

const label = 'galleryImageVersion';
const profile = 'properties.publishingProfile';
const mostReplicas = 100;

/** One content of an image, copied to its regions. */
export const imageVersion: ResourceType = {
  name: 'Microsoft.Compute/galleries/images/versions',
  versions: galleryVersions,
  tracked: true,
  check: checkCompute('GalleryImageVersion'),
  checkPatch: checkCompute('GalleryImageVersionUpdate'),
  judge(writing) {
    judgeVersionName(writing, 'image');
    judgeSoftDeleted(writing);
    judgeRegions(writing, { label, mostReplicas, encrypts: true });
    judgeShallow(writing);
    if (writing.existing) judgeSameSource(writing);
    else judgeSource(writing);
  },
  complete: ({ body, cloud, existing }) => {
    const published = readText(existing?.properties, 'publishingProfile.publishedDate');
    const kept = existing
      ? writeAt(body, 'properties.storageProfile', existing.properties.storageProfile)
      : body;
    return writeAt(kept, `${profile}.publishedDate`, published ?? cloud.clock.now().toISOString());
  },
  begin: beginReplication,
  startWriting: startReplication,
  async finish(writing, version) {
    const bytes = await judgeContent(writing);
    if (bytes !== undefined)
      version.properties = writeAt(
        version.properties,
        'storageProfile.osDiskImage.sizeInGB',
        Math.ceil(bytes / 2 ** 30),
      );
    await keepSource(writing, version);
    finishReplication(writing, version);
  },
  show: showVersion,
  mayDelete: judgeEndOfLife,
  leave: keepSoftly,
};

async function keepSource({ body, cloud, existing }: Writing, version: Resource): Promise<void> {
  if (existing) return;
  const { uri, storageAccountId, ...ids } = readSource(body);
  const [id] = Object.values(ids);
  const source = {
    id: typeof id === 'string' ? id : undefined,
    uri: typeof uri === 'string' ? uri : undefined,
  };
  await keepContent(version, source, cloud);
}

function judgeShallow({ body }: Writing): void {
  if (readText(body, `${profile}.replicationMode`) !== 'Shallow') return;
  const count = readNumber(body, `${profile}.replicaCount`) ?? 1;
  if (count !== 1)
    throw refuseParameter(
      `${profile}.replicaCount`,
      `The value '${count}' of parameter 'replicaCount' is invalid: shallow replication has one replica.`,
    );
}

function judgeSameSource({ existing, body }: Writing): void {
  const before = readSource({ properties: existing?.properties ?? {} });
  const storage = readObject(body, 'properties.storageProfile');
  // A write that leaves the source out leaves it as it is.
  if (Object.keys(storage).length === 0 || isSame(before, readSource(body))) return;
  throw refuseConflict(
    'PropertyChangeNotAllowed',
    `Changing property '${label}.properties.storageProfile.source' is not allowed.`,
  );
}

function judgeEndOfLife(version: Resource, { clock }: Cloud): void {
  if (!readFlag(version.properties, 'safetyProfile.blockDeletionBeforeEndOfLife')) return;
  const end = readText(version.properties, 'publishingProfile.endOfLifeDate');
  if (end !== undefined && Date.parse(end) <= clock.now().getTime()) return;
  throw refuse(
    'OperationNotAllowed',
    `The gallery image version '${version.name}' cannot be deleted before its end of life date '${end ?? 'never'}', as 'safetyProfile.blockDeletionBeforeEndOfLife' is true.`,
    { status: 409 },
  );
}
