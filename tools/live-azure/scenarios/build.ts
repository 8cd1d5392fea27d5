import { assertThat } from '../../live-aws/scenarios/scenario';
import type { Scenario } from './scenario';
import { getImage, MARK, writeTemplate } from './template';

/** An image of the marketplace becomes a managed one by a shell script. */
export const build: Scenario = {
  name: 'azure-arm from an image of the marketplace to a managed image, looked at before',
  async run(world) {
    const { id, session, settings } = world;
    const path = writeTemplate(world, {
      name: 'web',
      options: [
        'image_publisher = "Debian"',
        'image_offer = "debian-12"',
        'image_sku = "12-gen2"',
        `managed_image_name = ${JSON.stringify(getImage(id))}`,
        `managed_image_resource_group_name = ${JSON.stringify(settings.group)}`,
      ],
      script: [`echo ${id} >${MARK}`, `echo marked $(cat ${MARK})`],
    });
    await world.strata('preflight-web', 'preflight', path);
    const { output } = await world.strata('build-web', 'build', path);
    const isMarked = !settings.logsIn || output.includes(`marked ${id}`);
    assertThat(isMarked, `The script's words are not in the output: ${output}`);
    const image = await session.compute().images.get(settings.group, getImage(id));
    assertThat(image.provisioningState === 'Succeeded', `The image is ${image.provisioningState}.`);
  },
};
