import type { ImageTestRequest, TestReport } from '@strata/image-tests';

/** What a place for tests brings along. */
export type TestGuest = Pick<ImageTestRequest, 'communicator' | 'withFreshGuest' | 'sudo' | 'place'>;

/** Runs the tests of an image in a place. */
export type RunTests = (guest: TestGuest) => Promise<TestReport>;
