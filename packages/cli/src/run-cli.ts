import { type Diagnostic, Failure, hasErrors, suggest } from '@strata/diagnostics';
import { problem } from './codes';
import { commands } from './commands';
import { type CliContext, EXIT } from './context';
import { parseFlags } from './flags';
import { formatCommandHelp, formatHelp } from './help';
import { VERSION } from './version';
import { formatProblems } from './view/format-problems';

/** Runs one command line and gives its exit code. Whatever a user can cause ends here as a diagnostic. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  try {
    return await dispatch(args, context);
  } catch (error) {
    if (context.signal.aborted) {
      context.err.write('\nCancelled. Layers that were finished are kept.\n');
      return EXIT.cancelled;
    }
    tell(context, error instanceof Failure ? error.diagnostics : [internalError(error)]);
    return EXIT.failure;
  }
}

async function dispatch(args: readonly string[], context: CliContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || /^(-h|--?help|help)$/.test(name)) {
    context.out.write(formatHelp(commands));
    return name === undefined ? EXIT.usage : EXIT.success;
  }
  if (/^(-v|--?version|version)$/.test(name)) {
    context.out.write(`Strata v${VERSION}\n`);
    return EXIT.success;
  }
  const entry = commands.find((each) => each.name === name);
  if (!entry) throw new Failure(unknownCommand(name));
  if (rest.some((word) => /^(-h|--?help)$/.test(word))) {
    context.out.write(formatCommandHelp(entry));
    return EXIT.success;
  }
  const command = entry.load();
  const { value, diagnostics } = parseFlags(command.flags, rest);
  tell(context, diagnostics);
  return hasErrors(diagnostics) ? EXIT.usage : command.run(context, value);
}

function tell({ err, ports }: CliContext, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const { cwd } = ports.environment;
  err.write(formatProblems(diagnostics, { color: err.color, width: err.width, cwd }));
}

function unknownCommand(name: string): Diagnostic {
  const names = commands.map((command) => command.name);
  const near = suggest(name, names);
  return problem('CLI001', {
    detail: `There is no command "${name}".${near ? ` Did you mean "${near}"?` : ''} Commands: ${names.join(', ')}.`,
    hint: 'strata help',
  });
}

/** A bug of ours: it is told with its place in the code, so that it can be reported. */
function internalError(error: unknown): Diagnostic {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problem('CLI013', {
    detail: text,
    hint: 'This is a fault in Strata. Please report it with the text above.',
  });
}
