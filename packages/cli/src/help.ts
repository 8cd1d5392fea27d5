import type { CommandEntry } from './commands';
import type { FlagSpec } from './flags';

/** The list of commands. */
export function formatHelp(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `    ${name.padEnd(width)}  ${summary}`);
  return `Usage: strata COMMAND [flags] [arguments]\n\nCommands:\n${rows.join('\n')}\n    ${'version'.padEnd(width)}  show the version\n\nstrata COMMAND -h tells the flags of a command. Every command takes -machine-readable.\n`;
}

/** One command with its flags. */
export function formatCommandHelp({ name, summary, load }: CommandEntry): string {
  const { usage, flags } = load();
  const rows = Object.entries(flags).map(
    ([flag, spec]) => [`-${flag}${formatValue(spec)}`, spec.doc] as const,
  );
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  const table = rows.map(([left, doc]) => `    ${left.padEnd(width)}  ${doc}`).join('\n');
  return `Usage: strata ${name} ${usage}\n\n  ${summary}\n${table === '' ? '' : `\nFlags:\n${table}\n`}`;
}

function formatValue(spec: FlagSpec): string {
  if (spec.kind === 'switch') return spec.initially ? '=false' : '';
  return ` ${spec.placeholder ?? 'VALUE'}`;
}
