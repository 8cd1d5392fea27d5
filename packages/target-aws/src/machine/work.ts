import type { MachineContext } from '@strata/sdk';
import type { MachineOptions } from '../builders/fields/machine';
import type { AwsSession } from '../client';
import type { Reach } from '../resources/reach';
import type { AwsLooks } from '../wait';

/** A machine of AWS under way, and who asks for it. */
export interface Work<O extends MachineOptions = MachineOptions> {
  readonly context: MachineContext;
  readonly options: O;
  readonly session: AwsSession;
  /** Where the machine is. */
  readonly region: string;
  readonly looks: AwsLooks;
  /** How what is made is found again, by any process. */
  readonly reach: Reach;
}
