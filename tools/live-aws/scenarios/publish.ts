import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getParameterPath } from '../left-over';
import { getAction, isChange } from '../recording/read-calls';
import { type LiveWorld, RUN_TAG } from '../world';
import { assertThat, type Scenario } from './scenario';

/** The image of the workspace that is published. */
export const PUBLISHED_IMAGE = 'box';

/** A small disk that starts is uploaded without any machine, registered, copied, and found by its channel. */
export const publish: Scenario = {
  name: 'direct upload to two regions, with a channel; the second time nothing changes',
  async run(world) {
    const { id, root, settings } = world;
    const { region, secondRegion } = settings;
    writeFileSync(
      join(root, 'destinations.json'),
      JSON.stringify({
        live: {
          ...{ kind: 'aws', region, regions: [secondRegion], tags: { [RUN_TAG]: id } },
          channels: [`${getParameterPath(id)}/{image}`],
          name: `strata-live-${id}-{image}-{version}`,
        },
      }),
    );
    const path = `images/${PUBLISHED_IMAGE}`;
    const words = ['publish', '-to=live', `-without-tests=${PUBLISHED_IMAGE}`, path];
    await world.strata('build-box', 'build', path);
    const first = await world.strata('publish-first', ...words);
    assertThat(first.output.includes('published as'), `Nothing was published: ${first.output}`);
    await validateRegions(world);
    const second = await world.strata('publish-second', ...words);
    const changes = second.calls.filter(isChange).map(getAction);
    assertThat(second.calls.length > 0, 'The second publication asked nothing, or was not recorded.');
    assertThat(changes.length === 0, `The second publication changed something: ${changes.join(', ')}`);
  },
};

/** In each region the image is there, and the channel leads to it. */
async function validateRegions({ id, session, settings }: LiveWorld): Promise<void> {
  for (const region of [settings.region, settings.secondRegion]) {
    const { Images = [] } = await session.ec2(region).describeImages({
      Owners: ['self'],
      Filters: [{ Name: `tag:${RUN_TAG}`, Values: [id] }],
    });
    assertThat(
      Images.length === 1 && Images[0]?.State === 'available',
      `${region} has ${Images.length} images of the run, or one that is not available.`,
    );
    const name = `${getParameterPath(id)}/${PUBLISHED_IMAGE}`;
    const { Parameter } = await session.ssm(region).getParameter({ Name: name });
    assertThat(
      Parameter?.Value === Images[0]?.ImageId,
      `${name} in ${region} is ${Parameter?.Value}, not ${Images[0]?.ImageId}.`,
    );
  }
}
