import type { FunctionPorts } from '@strata/hcl';
import type { PartRegistry, Places, Ports, SecretFilter } from '@strata/sdk';
import type { Emit } from './events';
import type { RunPrograms } from './ledger/run-programs';
import type { Limit } from './limit';
import type { Workspace } from './projects';

/**
 * `cleanup` removes what the build made; `abort` leaves it for people to look at (`strata sweep` removes it later);
 * `ask` asks; `run-cleanup-provisioner` runs the template's clean-up provisioner and leaves the rest.
 */
export type OnError = 'cleanup' | 'abort' | 'ask' | 'run-cleanup-provisioner';

/** What every piece of one run shares. */
export interface RunContext {
  readonly ports: Ports;
  readonly registry: PartRegistry;
  /** What the functions of the template language read with. */
  readonly functions: Pick<FunctionPorts, 'files' | 'clock' | 'home' | 'random' | 'remote'>;
  readonly workspace: Workspace;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly secrets: SecretFilter;
  /** Marks all that the run makes outside the process; also Packer's `PackerRunUUID`. */
  readonly runId: string;
  /** How many steps may work at a time, over all images. */
  readonly steps: Limit;
  readonly places: Places;
  /** A folder for the run alone, removed when it ends. */
  readonly scratch: string;
  /** Builds even what is there. */
  readonly force: boolean;
  /** For programs on this machine, and claims among the user's files, that a killed run may leave for a sweep. */
  readonly programs: Pick<RunPrograms, 'run' | 'hold'>;
  /** Folder of the ledgers that tell a sweep what killed builds left. */
  readonly ledgers: string;
  /** Folder of the states of machines that are kept between builds; undefined keeps none and begins from none. */
  readonly checkpoints: string | undefined;
  /** How many builds of machines may run at a time. */
  readonly machines: Limit;
  /** What becomes of a machine whose build failed: Packer's `-on-error`. */
  readonly onError: OnError;
  /** Builds nothing: runs the post-processors on what an earlier build left. */
  readonly postProcessorsOnly: boolean;
  /** Stops before each step of a machine's build: Packer's `-debug`. */
  readonly debug: boolean;
}
