import type { OpenedFake } from '../../../packages/target-aws/src/testing/open-fake';
import { describeThings } from './aws-things';
import type { KilledCloud } from './killed-cloud';

/** The fake of AWS, as processes are killed at its calls. */
export function watchAws(opened: OpenedFake): KilledCloud {
  const { log, faults } = opened.fake;
  return {
    get calls() {
      return log.calls;
    },
    get isHanging() {
      return log.calls.some(({ error }) => error === 'hang');
    },
    forget: () => log.clear(),
    hangFrom: ({ call, moment }) =>
      faults.add({ action: '*', skip: call, times: Number.MAX_SAFE_INTEGER, hang: moment }),
    goOn: () => faults.clear(),
    describe: async () => describeThings(opened),
  };
}
