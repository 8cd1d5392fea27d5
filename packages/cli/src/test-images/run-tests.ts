import type { ImageProject, Receipt } from '@strata/engine';
import type { ImageTestRequest, TestReport } from '@strata/image-tests';
import type { LayeredBuildPlan } from '@strata/plan';
import type { GuestMachine } from '../guest/guest-machine';

/** What a place for tests brings along; a reporter where a step of a build is what runs them. */
export type TestGuest = Pick<ImageTestRequest, 'communicator' | 'withFreshGuest' | 'sudo' | 'place'> &
  Partial<Pick<ImageTestRequest, 'reporter'>>;

/** Runs the tests of an image in a place. */
export type RunTests = (guest: TestGuest) => Promise<TestReport>;

/** A built image that is tested. */
export interface TestedImage {
  readonly project: ImageProject;
  readonly build: LayeredBuildPlan;
  /** What was built: tests are about that, whatever the template says by now. */
  readonly receipt: Receipt;
}

/** How the tests of an image ended in a place. */
export interface PlaceReport {
  readonly report: TestReport;
  /** `sha256:…` of the disk that a machine was started from. */
  readonly disk?: string;
  /** As what it was started. */
  readonly machine?: Pick<GuestMachine, 'firmware' | 'cloud'>;
  /** Where it listened when its tests had ended: `tcp 0.0.0.0:22`. */
  readonly sockets?: readonly string[];
}
