import { type Diagnostic, Failure } from '@strata/diagnostics';
import { getBlock, isGiven } from '@strata/sdk';
import type { Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { parseGalleryImageId, toVersion } from '../machine/gallery-image-id';
import { getGallerySubscription, getText } from '../policy/build-needs';
import { compareVersions, toFoundVersion } from '../publish/found-version';
import { foldRegion } from '../publish/wish';
import { callManager } from '../wait';
import { checkPlan, type SoldBy } from './check-plan';
import { type Finding, findOut, findOutIfMay, unknown } from './finding';
import { readList, type Scene } from './scene';

/** What is known of the image that a machine starts from. */
export interface SourceFacts {
  readonly findings: readonly Finding[];
  /** `V1`, `V2`. */
  readonly generation?: string | undefined;
}

/** Whether the image is there that the machine starts from, in the region of the build. */
export async function checkSource(scene: Scene, options: Options, location: string): Promise<SourceFacts> {
  const url = getText(options, 'image_url');
  if (url !== undefined)
    return { findings: [unknown(`image_url ${url}`, 'Azure tells when a machine starts')] };
  const image = getText(options, 'custom_managed_image_name');
  if (image !== undefined) return checkManaged(scene, options, image);
  if (isGiven(options['shared_image_gallery'])) return checkGallery(scene, options, location);
  return checkMarketplace(scene, options, location);
}

async function checkManaged(scene: Scene, options: Options, name: string): Promise<SourceFacts> {
  const group = getText(options, 'custom_managed_image_resource_group_name') ?? '';
  const generations: string[] = [];
  const finding = await findOut(`custom_managed_image_name ${name}`, async () => {
    const request = { action: 'Looking for the managed image', what: `${name} in ${group}` };
    const found = await callManager(scene.ask, request, (told) =>
      scene.session.compute().images.get(group, name, told),
    );
    generations.push(found.hyperVGeneration ?? 'V1');
    return [];
  });
  return { findings: [finding], generation: generations[0] };
}

async function checkGallery(scene: Scene, options: Options, location: string): Promise<SourceFacts> {
  const given = getBlock(options, 'shared_image_gallery');
  const foreign =
    getText(given, 'community_gallery_image_id') ?? getText(given, 'direct_shared_gallery_image_id');
  if (foreign !== undefined)
    return { findings: [unknown(`image ${foreign}`, 'others share it: Azure tells when a machine starts')] };
  const named = parseGalleryImageId(getText(given, 'id') ?? '') ?? {
    subscription: getGallerySubscription(given, scene.session.subscription),
    group: getText(given, 'resource_group') ?? '',
    gallery: getText(given, 'gallery_name') ?? '',
    name: getText(given, 'image_name') ?? '',
    version: toVersion(getText(given, 'image_version')),
  };
  const { subscription, group, gallery, name, version } = named;
  const { galleryImages, galleryImageVersions } = scene.session.compute(subscription);
  const generations: string[] = [];
  const what = `${gallery}/${name}`;
  const finding = await findOut(`image ${what} ${version ?? 'latest'}`, async () => {
    const request = { action: 'Looking for the image definition', what };
    const found = await callManager(scene.ask, request, (told) =>
      galleryImages.get(group, gallery, name, told),
    );
    generations.push(found.hyperVGeneration ?? 'V1');
    const all = await readList(scene, `Listing the versions of ${what}`, (told) =>
      galleryImageVersions.listByGalleryImage(group, gallery, name, told),
    );
    const usable = all.map(toFoundVersion).filter((one) => one.state !== 'failed');
    const isHere = (one: (typeof usable)[number]) =>
      one.regions.some((region) => region.name === foldRegion(location));
    const wanted = usable.filter((one) =>
      version === undefined ? !one.isExcludedFromLatest : one.name === version,
    );
    return wanted.some(isHere)
      ? []
      : [tellAbsent(`${what} ${version ?? 'for who asks for the latest'}`, location)];
  });
  return { findings: [finding], generation: generations[0] };
}

function tellAbsent(what: string, location: string): Diagnostic {
  return problem('AZU013', {
    detail: `There is no version ${what} in ${location}.`,
    hint: 'Replicate the version to that region, or build in one that it is in.',
  });
}

const READ = 'Microsoft.Compute/locations/publishers/artifacttypes/offers/skus/versions/read';

async function checkMarketplace(scene: Scene, options: Options, location: string): Promise<SourceFacts> {
  const parts = ['image_publisher', 'image_offer', 'image_sku'].map((name) => getText(options, name));
  const [publisher, offer, sku] = parts;
  if (publisher === undefined || offer === undefined || sku === undefined) return { findings: [] };
  const wanted = toVersion(getText(options, 'image_version'));
  const { virtualMachineImages: images } = scene.session.compute();
  const known: { generation?: string | undefined; plan?: SoldBy | undefined } = {};
  const urn = [...parts, wanted ?? 'latest'].join(':');
  const request = { action: 'Looking for the image of the marketplace', what: urn };
  const finding = await findOutIfMay(`image ${urn}`, READ, async () => {
    try {
      const version = wanted ?? (await findNewest());
      const found = await callManager(scene.ask, request, (told) =>
        images.get(location, publisher, offer, sku, version, told),
      );
      Object.assign(known, { generation: found.hyperVGeneration, plan: found.plan });
      return [];
    } catch (error) {
      if (!(error instanceof Failure) || error.diagnostics[0]?.code !== 'AZU013') throw error;
      return [
        problem('AZU013', {
          detail: `The marketplace has no image ${urn} in ${location}.`,
          hint: `az vm image list --all --publisher ${publisher} --location ${location} shows what it has.`,
        }),
      ];
    }
  });
  const plan = finding.diagnostics.length === 0 ? await checkPlan(scene, options, known.plan) : [];
  return { findings: [finding, ...plan], generation: known.generation };

  async function findNewest(): Promise<string> {
    const list = await callManager(scene.ask, request, (told) =>
      images.list(location, publisher ?? '', offer ?? '', sku ?? '', told),
    );
    return (
      list
        .map(({ name }) => name)
        .sort(compareVersions)
        .at(-1) ?? 'latest'
    );
  }
}
