import type { BlobLook } from '../../blobs/blobs';
import { readObject, readText, writeAt } from '../../json';
import { refuse, refuseMissing, refuseParameter } from '../../refusal';
import { checkCompute } from '../../schema/type-data';
import type { Cloud } from '../../state/cloud';
import type { ResourceType, Writing } from '../../types/resource-type';
import { galleryVersions } from '../versions';
import { judgeRegions } from './judge-regions';
import { judgeUnchanged } from './judge-unchanged';
import { beginReplication, finishReplication, showVersion, startReplication } from './replicate';
import { judgeVersionName } from './version-name';

const label = 'galleryApplicationVersion';
const profile = 'properties.publishingProfile';
const longestCommand = 4096;
const mostReplicas = 3;
const GIB = 2 ** 30;
/** The service's own text for both still says 1 GB; its documentation says 2 GB for packages. */
const largest = { package: 2 * GIB, configuration: GIB } as const;

/** A package of an application, with the commands that install, update and remove it. */
export const applicationVersion: ResourceType = {
  name: 'Microsoft.Compute/galleries/applications/versions',
  versions: galleryVersions,
  tracked: true,
  check: checkCompute('GalleryApplicationVersion'),
  checkPatch: checkCompute('GalleryApplicationVersionUpdate'),
  async judge(writing) {
    judgeVersionName(writing, 'application');
    judgeCommands(writing);
    judgeRegions(writing, { label, mostReplicas, encrypts: false });
    const fixed = ['manageActions.install', 'manageActions.remove', 'manageActions.update'];
    const settings = ['settings.packageFileName', 'settings.configFileName'];
    const paths = [...fixed, ...settings].map((path) => `${profile}.${path}`);
    judgeUnchanged(writing, { label, paths });
    await judgeLinks(writing);
  },
  complete: ({ body, cloud, existing }) =>
    writeAt(
      body,
      `${profile}.publishedDate`,
      readText(existing?.properties, 'publishingProfile.publishedDate') ?? cloud.clock.now().toISOString(),
    ),
  begin: beginReplication,
  startWriting: startReplication,
  finish: finishReplication,
  show: showVersion,
};

function judgeCommands({ body }: Writing): void {
  if (Object.keys(readObject(body, profile)).length === 0) throw refuseMissing(`${label}.${profile}`);
  for (const part of ['source', 'manageActions'])
    if (readObject(body, profile)[part] === undefined) throw refuseMissing(`${label}.${profile}.${part}`);
  for (const [name, command] of Object.entries(readObject(body, `${profile}.manageActions`)))
    if (typeof command === 'string' && command.length > longestCommand)
      throw refuseParameter(
        `${label}.${profile}.manageActions.${name}`,
        `The value of parameter '${label}.${profile}.manageActions.${name}' is too long: ${command.length} characters. The maximum length is ${longestCommand}.`,
      );
}

/** A version that is there already read its package once, and reads it again with every change. */
async function judgeLinks({ body, cloud }: Writing): Promise<void> {
  const links = [
    { uri: readText(body, `${profile}.source.mediaLink`), most: largest.package },
    { uri: readText(body, `${profile}.source.defaultConfigurationLink`), most: largest.configuration },
  ];
  for (const { uri, most } of links) if (uri !== undefined) judgeLink(uri, await look(cloud, uri), most);
}

async function look({ blobs }: Cloud, uri: string): Promise<BlobLook> {
  return blobs ? await blobs.look(uri, 'uri') : { kind: 'foreign' };
}

function judgeLink(uri: string, found: BlobLook, most: number): void {
  const shown = uri.split('?')[0];
  if (found.kind === 'foreign')
    throw refuse(
      'InvalidParameter',
      `The gallery application version url '${shown}' cannot be accessed due to the following error: remote name not found. Ensure that the blob exists and that it's either publicly accessible or is a SAS url with read privileges.`,
      { target: label },
    );
  if (found.kind === 'denied')
    throw refuse('InvalidParameter', `The SAS is not valid for source uri '${shown}'.`, { target: label });
  if (found.kind === 'absent')
    throw refuse('InvalidParameter', `The blob referenced by source uri '${shown}' does not exist.`, {
      target: label,
    });
  if (found.type === 'append')
    throw refuse(
      'InvalidParameter',
      "AppendBlob blob type is not supported for 'PutGalleryApplicationVersion' operation. Only page blobs and block blobs are supported.",
      { target: label },
    );
  if (found.size === 0)
    throw refuse('InvalidParameter', `The blob referenced by source uri '${shown}' is empty.`, {
      target: label,
    });
  if (found.size > most)
    throw refuse(
      'InvalidParameter',
      `The blob referenced by source uri '${shown}' is too large: size = ${found.size}. The maximum blob size allowed is '${most / GIB} GB'.`,
      { target: label },
    );
}
