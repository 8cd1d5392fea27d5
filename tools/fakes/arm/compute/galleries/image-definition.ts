import { type JsonObject, readObject, readObjects, readText, writeAt } from '../../json';
import { refuseConflict, refuseMissing, refuseParameter } from '../../refusal';
import { getParentId } from '../../routing/resource-id';
import { checkCompute } from '../../schema/type-data';
import type { ResourceType, Writing } from '../../types/resource-type';
import { galleryVersions } from '../versions';
import { refuseWithNested } from './gallery';
import { judgeUnchanged } from './judge-unchanged';

/** What versions of one image have in common. */
export const imageDefinition: ResourceType = {
  name: 'Microsoft.Compute/galleries/images',
  versions: galleryVersions,
  tracked: true,
  naming: {
    pattern: /^[A-Za-z0-9](?:[\w.-]{0,78}[A-Za-z0-9_])?$/,
    rule: 'The name may have letters, digits, dots, dashes and underscores, 80 at most.',
  },
  check: checkCompute('GalleryImage'),
  checkPatch: checkCompute('GalleryImageUpdate'),
  judge(writing) {
    const { body } = writing;
    for (const name of ['osType', 'osState', 'identifier'])
      if (body.properties === undefined || readObject(body, 'properties')[name] === undefined)
        throw refuseMissing(`galleryImage.properties.${name}`);
    judgeGeneration(body);
    judgeFeatures(body);
    judgeIdentifier(writing);
    const fixed = ['osType', 'osState', 'hyperVGeneration', 'architecture', 'identifier'];
    // What was filled in needs not be said again.
    const given = fixed.filter((name) => readObject(body, 'properties')[name] !== undefined);
    judgeUnchanged(writing, { label: 'galleryImage', paths: given.map((name) => `properties.${name}`) });
  },
  complete: ({ body }) => fillIn(body),
  mayDelete: refuseWithNested,
};

const knownFeatures: ReadonlySet<string> = new Set([
  'SecurityType',
  'IsAcceleratedNetworkSupported',
  'DiskControllerTypes',
  'IsHibernateSupported',
  'IsSecureBootSupported',
]);
const securityTypes: ReadonlySet<string> = new Set([
  'Standard',
  'TrustedLaunch',
  'TrustedLaunchSupported',
  'TrustedLaunchAndConfidentialVmSupported',
  'ConfidentialVM',
  'ConfidentialVMSupported',
]);

function readFeature(body: JsonObject, name: string): string | undefined {
  const found = readObjects(body, 'properties.features').find(
    (feature) => readText(feature, 'name') === name,
  );
  return found && readText(found, 'value');
}

function judgeFeatures(body: JsonObject): void {
  const names = readObjects(body, 'properties.features').map((feature) => readText(feature, 'name') ?? '');
  const unknown = names.find((name) => !knownFeatures.has(name));
  if (unknown !== undefined)
    throw refuseParameter('properties.features', `The feature '${unknown}' is not supported.`);
  if (new Set(names).size < names.length)
    throw refuseParameter('properties.features', 'A feature may be specified only once.');
  const security = readFeature(body, 'SecurityType');
  if (security !== undefined && !securityTypes.has(security))
    throw refuseParameter(
      'properties.features',
      `The value '${security}' of feature 'SecurityType' is invalid. Allowed values are: ${[...securityTypes].join(', ')}.`,
    );
}

function judgeGeneration(body: JsonObject): void {
  const generation = readText(body, 'properties.hyperVGeneration') ?? 'V1';
  const security = readFeature(body, 'SecurityType') ?? 'Standard';
  if (generation === 'V2') return;
  if (readText(body, 'properties.architecture') === 'Arm64')
    throw refuseParameter('galleryImage.properties.architecture', 'Arm64 images need hyperVGeneration V2.');
  if (security !== 'Standard')
    throw refuseParameter(
      'galleryImage.properties.features',
      `The security type '${security}' needs hyperVGeneration V2.`,
    );
}

function judgeIdentifier({ body, cloud, id }: Writing): void {
  const join = (from: JsonObject) =>
    ['publisher', 'offer', 'sku']
      .map((part) => readText(from, `identifier.${part}`)?.toLowerCase())
      .join('/');
  const own = join(readObject(body, 'properties'));
  const others = cloud.resources
    .nestedIn(getParentId(id) ?? '')
    .filter((one) => one.type === imageDefinition.name && one.id.toLowerCase() !== id.id.toLowerCase());
  if (others.some(({ properties }) => join(properties) === own))
    throw refuseConflict(
      'Conflict',
      `A gallery image with the identifier '${own}' exists already in this gallery.`,
    );
}

/** Since 2025, what says nothing of its security is of the second generation and supports trusted launch. */
function fillIn(body: JsonObject): JsonObject {
  const generation = readText(body, 'properties.hyperVGeneration') ?? 'V2';
  const architecture = readText(body, 'properties.architecture') ?? 'x64';
  const filled = writeAt(
    writeAt(body, 'properties.hyperVGeneration', generation),
    'properties.architecture',
    architecture,
  );
  if (generation !== 'V2' || readFeature(body, 'SecurityType') !== undefined) return filled;
  const features = [
    ...readObjects(body, 'properties.features'),
    { name: 'SecurityType', value: 'TrustedLaunchSupported' },
  ];
  return writeAt(filled, 'properties.features', features);
}
