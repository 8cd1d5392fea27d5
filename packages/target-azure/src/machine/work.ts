import type { MachineContext, Tags } from '@strata/sdk';
import type { ArmOptions } from '../builders/arm/schema';
import type { AzureSession } from '../client';
import type { Reach } from '../resources/reach';
import type { AskContext } from '../wait';
import type { Names } from './names';

/** Where the machine and all that belongs to it is made. */
export interface Place {
  /** The region, as Azure writes it: `westeurope`. */
  readonly location: string;
  readonly group: string;
  /** Whether the build makes the resource group, and deletes it whole. */
  readonly isOwn: boolean;
}

/** A machine of Azure under way, and who asks for it. */
export interface Work {
  readonly context: MachineContext;
  readonly options: ArmOptions;
  readonly session: AzureSession;
  readonly ask: AskContext;
  readonly system: 'Linux' | 'Windows';
  readonly names: Names;
  readonly place: Place;
  /** How what is made is found again, by any process. */
  readonly reach: Reach;
  /** Of all that is made: the template's, and the build's own. */
  readonly tags: Tags;
}
