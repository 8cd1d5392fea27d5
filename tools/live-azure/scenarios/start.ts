import { assertThat } from '../../live-aws/scenarios/scenario';
import type { Scenario } from './scenario';
import { getImage, MARK, writeTemplate } from './template';

/** A machine of the image that was built starts, lets somebody in, and has in it what the script put there. */
export const start: Scenario = {
  name: 'a machine of what was built',
  async run(world) {
    const { id, settings } = world;
    const path = writeTemplate(world, {
      name: 'again',
      options: [
        `custom_managed_image_name = ${JSON.stringify(getImage(id))}`,
        `custom_managed_image_resource_group_name = ${JSON.stringify(settings.group)}`,
        'skip_create_image = true',
      ],
      script: [`echo started with $(cat ${MARK})`],
    });
    const { output } = await world.strata('start-again', 'build', path);
    const isThere = !settings.logsIn || output.includes(`started with ${id}`);
    assertThat(isThere, `The machine has not what the script wrote: ${output}`);
  },
};
