import type { ProcessExit } from '../namespace';
import type { TakePipes } from './pipe';
import type { SandboxRequest } from './session';
import type { Entrance } from './tool-arguments';

/** What the verbs of an open sandbox share. */
export interface Interior extends Entrance {
  readonly request: SandboxRequest;
  readonly takePipes: TakePipes;
  /** Commands that are not over. */
  readonly running: Set<Promise<ProcessExit>>;
}
