import type { Provisioner } from '@strata/sdk';
import type { sleepSchema } from './definition';

const MILLISECONDS_PER_SECOND = 1000;

export const sleep: Provisioner<typeof sleepSchema> = {
  async provision({ ports, reporter, signal }, { duration }) {
    if (duration <= 0) return;
    reporter.say(`Waiting for ${duration / MILLISECONDS_PER_SECOND} s`);
    await ports.clock.sleep(duration, signal);
  },
};
