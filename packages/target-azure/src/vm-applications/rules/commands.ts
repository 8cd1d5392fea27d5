import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Places, System, VmApplication } from '../application';
import { LONGEST_TEXT } from '../limits';

/** What the agent runs: there, not too long, and one line for the shell that takes it. */
export function checkCommands(
  { commands, os }: Pick<VmApplication, 'commands' | 'os'>,
  at: Places,
): readonly Diagnostic[] {
  return Object.entries(commands).flatMap(([name, command]) =>
    checkCommand({ name, command: command ?? '', os }, at),
  );
}

function checkCommand(
  { name, command, os }: { readonly name: string; readonly command: string; readonly os: System },
  at: Places,
): readonly Diagnostic[] {
  const subject = at(`commands.${name}`);
  const told = (detail: string, hint: string) => [
    problem('AZU102', { detail, hint, ...(subject && { subject }) }),
  ];
  if (command.trim() === '')
    return told(
      `The ${name} command is empty.`,
      name === 'update'
        ? 'Leave it out: the agent then removes the old version and installs the new one.'
        : 'Leave it out for the command that goes with the package, or write one.',
    );
  if (command.length > LONGEST_TEXT)
    return told(
      `The ${name} command has ${command.length} characters. Allowed: ${LONGEST_TEXT}.`,
      'Put it into a script in the package, and call that.',
    );
  if (command.includes('\0'))
    return told(`The ${name} command holds a character with the number 0.`, 'Leave it out.');
  if (os === 'Windows' && /[\r\n]/.test(command))
    return told(
      `The ${name} command has several lines, and cmd.exe takes the first alone.`,
      'Join them with &&, or put them into a script in the package.',
    );
  return [];
}

/** Characters that no file on Windows has in its name. Source: Microsoft, "Naming Files, Paths, and Namespaces". */
const NOT_ON_WINDOWS = /[<>:"|?*]/;

/** Names that the agent gives to what it downloads. */
export function checkFileNames(
  application: Pick<VmApplication, 'packageFile' | 'configurationFile' | 'os'>,
  at: Places,
): readonly Diagnostic[] {
  const { packageFile, configurationFile, os } = application;
  const named = { packageFile, configurationFile };
  const problems = Object.entries(named).flatMap(([setting, name]) => {
    const reason = getReason(name, os);
    const subject = at(setting);
    return reason === undefined
      ? []
      : [
          problem('AZU103', {
            detail: `"${setting}" is ${JSON.stringify(name)}, which ${reason}.`,
            hint: 'Give the name of a file alone, with an ending that tells what it is.',
            ...(subject && { subject }),
          }),
        ];
  });
  if (packageFile !== configurationFile) return problems;
  const subject = at('configurationFile') ?? at('packageFile');
  const same = problem('AZU103', {
    detail: `The package and the configuration are both called "${packageFile}": one would take the place of the other.`,
    ...(subject && { subject }),
  });
  return [...problems, same];
}

function getReason(name: string, os: System): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'is no name of a file';
  if (name.length > LONGEST_TEXT) return `has ${name.length} characters; allowed are ${LONGEST_TEXT}`;
  if (/[/\\\0]/.test(name)) return 'leads out of the folder that the agent downloads into';
  if (os === 'Windows' && NOT_ON_WINDOWS.test(name)) return 'no file on Windows can be called';
  return undefined;
}
