import { type Diagnostic, hasErrors, suggest } from '@strata/diagnostics';
import { problem } from './codes';
import { commands } from './commands';
import { type CliContext, EXIT } from './context';
import { type FlagSpecs, type Parsed, parseFlags } from './flags';
import { formatCommandHelp, formatHelp } from './help';
import { createMachineOutput, createMachineTerminal, takeMachineReadable } from './machine-readable';
import { tellProblems } from './tell-problems';
import { explainError } from './unexpected';
import { VERSION } from './version';

/** Runs one command line and gives its exit code. Whatever a user can cause ends here as a diagnostic. */
export async function runCli(args: readonly string[], given: CliContext): Promise<number> {
  const { words, machineReadable } = takeMachineReadable(args);
  const context = machineReadable ? withMachineOutput(given) : given;
  try {
    return await dispatch(words, context);
  } catch (error) {
    if (context.signal.aborted) {
      context.err.write('\nCancelled. Layers that were finished are kept.\n');
      return EXIT.cancelled;
    }
    tellProblems(context, explainError(error));
    return EXIT.failure;
  }
}

/** All that the command says becomes events of one stream, as Packer has it. */
function withMachineOutput(context: CliContext): CliContext {
  const machine = createMachineOutput(context.out, context.ports.clock);
  const out = createMachineTerminal(machine, 'say');
  return { ...context, machine, out, err: createMachineTerminal(machine, 'error') };
}

async function dispatch(args: readonly string[], context: CliContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || HELP.test(name) || name === 'help') {
    context.out.write(formatHelp(commands));
    return name === undefined ? EXIT.noCommand : EXIT.success;
  }
  if (/^(-v|--?version|version)$/.test(name)) return sayVersion(context, name === 'version');
  const entry = commands.find((each) => each.name === name);
  if (!entry) {
    tellProblems(context, [unknownCommand(name)]);
    return EXIT.noCommand;
  }
  if (rest.some((word) => HELP.test(word))) {
    context.out.write(formatCommandHelp(entry));
    return EXIT.success;
  }
  const command = entry.load();
  const { value, diagnostics } = parseFlags(command.flags, rest);
  tellProblems(context, diagnostics);
  if (hasErrors(diagnostics)) return EXIT.usage;
  context.log?.(`Strata v${VERSION}: ${describeCommand(name, value)}`);
  return command.run(context, value);
}

const HELP = /^(-h|--?help)$/;

/** The command tells programs each part by itself; the flag gives the number alone. */
function sayVersion({ out, machine }: CliContext, asCommand: boolean): number {
  const [number = VERSION, prerelease = ''] = VERSION.split('-');
  machine?.tell('version', [number]);
  machine?.tell('version-prelease', [prerelease]);
  machine?.tell('version-commit', ['']);
  out.write(asCommand ? `Strata v${VERSION}\n` : `${VERSION}\n`);
  return EXIT.success;
}

/** Which flags were given, without their values: those of variables may be secrets. */
function describeCommand(name: string, { flags, rest }: Parsed<FlagSpecs>): string {
  const given = Object.entries(flags).filter(([, value]) => isGiven(value));
  return [name, ...given.map(([flag]) => `-${flag}`), ...rest].join(' ');
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}

function unknownCommand(name: string): Diagnostic {
  const names = commands.map((command) => command.name);
  const near = suggest(name, names);
  return problem('CLI001', {
    detail: `There is no command "${name}".${near ? ` Did you mean "${near}"?` : ''} Commands: ${names.join(', ')}.`,
    hint: 'strata help',
  });
}
