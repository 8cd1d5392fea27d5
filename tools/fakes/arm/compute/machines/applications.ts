import { readFlag, readObjects, readText } from '../../json';
import { refuse, refuseConflict, refuseParameter } from '../../refusal';
import { foldId } from '../../routing/resource-id';
import { foldLocation } from '../../state/locations';
import type { Resource } from '../../state/resource';
import type { Writing } from '../../types/resource-type';
import { readRegions } from '../galleries/judge-regions';
import { compareVersions } from './image-reference';

const most = 25;

/** Refuses VM applications that a machine cannot have. */
export function judgeApplications(writing: Writing, osType: string): void {
  const listed = readObjects(writing.body, 'properties.applicationProfile.galleryApplications');
  if (listed.length > most)
    throw refuseParameter(
      'applicationProfile.galleryApplications',
      `The maximum number of VM applications (max=${most}, current=${listed.length}) has been exceeded. Use fewer applications and retry the request.`,
    );
  const references = listed.map((one) => readText(one, 'packageReferenceId') ?? '');
  const applications = references.map((id) => foldId(id).split('/').slice(0, -2).join('/'));
  if (new Set(applications).size < applications.length)
    throw refuseParameter(
      'applicationProfile.galleryApplications',
      'More than one VM Application was specified with the same packageReferenceId.',
    );
  for (const id of references) judgeApplication(writing, id, osType);
}

function judgeApplication(writing: Writing, id: string, osType: string): void {
  const { cloud, body } = writing;
  const location = foldLocation(readText(body, 'location') ?? '');
  const application = cloud.resources.find(id.split('/').slice(0, -2).join('/'));
  const version = application && findVersion(writing, application, id);
  if (!application || !version)
    throw refuse(
      'PlatformImageNotFound',
      `The platform image '${id}' is not available. Verify that all fields in the storage profile are correct. For more details about storage profile information, please refer to https://aka.ms/storageprofile`,
      { status: 404 },
    );
  if (!readRegions({ body: { ...version.envelope, properties: version.properties } }).includes(location))
    throw refuse(
      'GalleryImageNotFound',
      `The gallery image ${id} is not available in ${location} region. Please contact image owner to replicate to this region, or change your requested region.`,
      { status: 404 },
    );
  const supported = readText(application.properties, 'supportedOSType');
  if (supported !== osType)
    throw refuseConflict(
      'OperationNotAllowed',
      `Current VM Application Version ${version.name} supports OS ${supported}, while current OSDisk's OS is ${osType}.`,
    );
  judgeEnd(version, writing);
}

function findVersion({ cloud }: Writing, application: Resource, id: string): Resource | undefined {
  if (!/\/versions\/latest$/i.test(id)) return cloud.resources.find(id);
  return cloud.resources
    .nestedIn(application.id)
    .filter(({ properties }) => !readFlag(properties, 'publishingProfile.excludeFromLatest'))
    .sort((one, other) => compareVersions(other.name, one.name))[0];
}

function judgeEnd(version: Resource, { cloud }: Writing): void {
  const end = readText(version.properties, 'publishingProfile.endOfLifeDate');
  if (end === undefined || Date.parse(end) > cloud.clock.now().getTime()) return;
  throw refuseConflict(
    'OperationNotAllowed',
    `Current VM Application Version ${version.name} was deprecated at ${end}.`,
  );
}
