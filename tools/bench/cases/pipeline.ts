import type { Case } from '../case';
import { time } from '../measure';

const IMAGES = 'golden,middleware,webapp,middleware-webapp';

/** All four images from nothing but warm downloads, then once more. */
export const pipeline: Case = {
  name: 'pipeline',
  title: 'the four images, cold',
  run: async (bed) => {
    const cold = await time(bed.nx('run-many', '-t', 'build-image', '-p', IMAGES));
    const goal = { text: 'prototype 79 s, with disks', met: cold <= 79 };
    return [{ name: 'strata, cold', values: [cold], goal }];
  },
};
