import type { MachineContext, PartContext, Resources } from '@strata/sdk';
import type { MachineOptions } from '../builders/fields/machine';
import type { AwsSession } from '../client';
import type { Reach } from '../resources/reach';
import type { AwsLooks } from '../wait';

/** Something under way that makes things in AWS, and who asks for it. */
export interface AwsWork {
  readonly context: PartContext & { readonly resources: Resources };
  readonly session: AwsSession;
  /** Where it is done. */
  readonly region: string;
  /** How what is made is found again, by any process. */
  readonly reach: Reach;
}

/** A machine of AWS under way. */
export interface Work<O extends MachineOptions = MachineOptions> extends AwsWork {
  readonly context: MachineContext;
  readonly options: O;
  readonly looks: AwsLooks;
}
