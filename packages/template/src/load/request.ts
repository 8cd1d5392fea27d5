import type { FunctionPorts } from '@strata/hcl';
import type { Files, PartRegistry } from '@strata/sdk';
import type { Template } from '../template';

/** Everything that decides what a template says. */
export interface LoadRequest {
  /** A folder, a `.pkr.hcl` or `.pkr.json` file, or a legacy JSON template; relative paths start from `cwd`. */
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
  readonly functions: Pick<FunctionPorts, 'files' | 'clock' | 'home' | 'random' | 'remote'>;
  readonly registry: PartRegistry;
  /** How far the template is read, and what of it may be missing. @default 'build' */
  readonly purpose?: Purpose;
  /** A value in a file for a variable that nobody declares. @default 'warn' */
  readonly undeclared?: 'warn' | 'ignore';
  /** The language of a file whose name does not tell it. @default 'json' */
  readonly language?: Template['language'];
  /** Data sources first, then locals, as Packer did before 1.16: a data source then cannot use locals. @default false */
  readonly sequential?: boolean;
}

/**
 * - `build`: all must be there.
 * - `look`: to be shown. Variables may be without value and there may be nothing to build; what is wrong with builds is
 *   a warning.
 * - `syntax`: what can be told before anything is evaluated.
 */
export type Purpose = 'build' | 'look' | 'syntax';
