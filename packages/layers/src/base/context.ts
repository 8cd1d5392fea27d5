import type { Diagnostic } from '@strata/diagnostics';
import type { StartActivity } from '@strata/sdk';
import type { Downloads } from '../downloads/downloads';
import type { ToolContext } from './tool';

/** What making a base uses of the outside world. */
export interface BaseContext extends ToolContext {
  readonly downloads: Downloads;
  /** A folder for this base alone, removed by the caller. */
  readonly scratch: string;
  /** Says in a line what is going on. */
  readonly say: (message: string) => void;
  /** Reports work that takes a while. */
  readonly startActivity: StartActivity;
  /** Something that a person should know but that stops nothing. */
  readonly warn: (diagnostic: Diagnostic) => void;
}
