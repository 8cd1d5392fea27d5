import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertThat } from '../../live-aws/scenarios/scenario';
import { isChange } from '../recording/read-calls';
import { getContainer, getGallery, type LiveWorld, RUN_TAG } from '../world';
import type { Scenario } from './scenario';

/** The image of the workspace that is published. */
export const PUBLISHED_IMAGE = 'box';

/** A small disk that starts is uploaded without any machine, and made a version in two regions. */
export const publish: Scenario = {
  name: 'strata publish to a gallery in two regions, looked at before; the second time nothing changes',
  async run(world) {
    const { id, root, settings } = world;
    const { group: resourceGroup, location, secondLocation, storageAccount, subscription } = settings;
    const destination = {
      ...{ kind: 'azure', subscription, location, regions: [secondLocation], resourceGroup, storageAccount },
      ...{ gallery: getGallery(id), container: getContainer(id), tags: { [RUN_TAG]: id }, version: '1.0' },
    };
    writeFileSync(join(root, 'destinations.json'), JSON.stringify({ live: destination }));
    const path = `images/${PUBLISHED_IMAGE}`;
    await world.strata('preflight-publish', 'preflight', '-to=live', path);
    await world.strata('build-box', 'build', path);
    const words = ['publish', '-to=live', `-without-tests=${PUBLISHED_IMAGE}`, path];
    const first = await world.strata('publish-first', ...words);
    assertThat(first.output.includes('published as'), `Nothing was published: ${first.output}`);
    await validateVersion(world);
    const second = await world.strata('publish-second', ...words);
    const changes = second.calls.filter(isChange).map(({ method, path: at }) => `${method} ${at}`);
    assertThat(second.calls.length > 0, 'The second publication asked nothing, or was not recorded.');
    assertThat(changes.length === 0, `The second publication changed something: ${changes.join(', ')}`);
  },
};

/** One version, in both regions, and the latest. */
async function validateVersion({ id, session, settings }: LiveWorld): Promise<void> {
  const { galleryImageVersions } = session.compute();
  const names: string[] = [];
  const list = galleryImageVersions.listByGalleryImage(settings.group, getGallery(id), PUBLISHED_IMAGE);
  for await (const { name = '', provisioningState, publishingProfile } of list) {
    names.push(name);
    const regions = publishingProfile?.targetRegions ?? [];
    assertThat(provisioningState === 'Succeeded', `The version ${name} is ${provisioningState}.`);
    assertThat(regions.length === 2, `The version ${name} is in ${regions.length} regions, not in 2.`);
    assertThat(publishingProfile?.excludeFromLatest !== true, `The version ${name} is kept from the latest.`);
  }
  assertThat(names.length === 1, `There are ${names.length} versions (${names.join(', ')}), not one.`);
}
