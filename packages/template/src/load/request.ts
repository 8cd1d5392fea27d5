import type { FunctionPorts } from '@strata/hcl';
import type { Files, PartRegistry } from '@strata/sdk';

/** Everything that decides what a template says. */
export interface LoadRequest {
  /** A folder, a `.pkr.hcl` file, or a legacy JSON template; relative paths start from `cwd`. */
  readonly path: string;
  /** Absolute. */
  readonly cwd: string;
  readonly files: Pick<Files, 'readText' | 'list'>;
  /** `PKR_VAR_*`, and what `env()` reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `-var-file`, in the order given. */
  readonly varFiles?: readonly string[];
  /** `-var`, as `name=value`. */
  readonly vars?: readonly string[];
  /** What the functions of the language read with. */
  readonly functions: Pick<FunctionPorts, 'files' | 'clock' | 'home' | 'random'>;
  readonly registry: PartRegistry;
}
