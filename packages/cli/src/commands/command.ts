import type { CliContext } from '../context';
import type { FlagSpecs, Parsed } from '../flags';

/** A command of `strata`. `run` gives the exit code; what goes wrong is thrown as a `Failure`. */
export interface Command<S extends FlagSpecs = FlagSpecs> {
  /** What follows the name in help: `[flags] TEMPLATE`. */
  readonly usage: string;
  readonly flags: S;
  run(context: CliContext, input: Parsed<S>): Promise<number>;
}

/** Keeps a command's flags typed inside `run`, and gives it to the table of commands without them. */
export function defineCommand<const S extends FlagSpecs>(command: Command<S>): Command {
  return command as unknown as Command;
}
