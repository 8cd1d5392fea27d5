import type { Disk } from './disk';
import { variables } from './disk';
import { findOwnScript } from './own-scripts';
import type { Program } from './process';

/** What a test's machine can run: the first whose pattern fits the command line, or a script of PowerShell that came encoded. */
export type ProgramTable = readonly (readonly [RegExp, Program])[];

/** Of cmd, with the name of the program. Source: Microsoft, "Command prompt line string limitation". */
const LONGEST_LINE = 8191;

/** `%NAME%` as cmd puts it in: once, and what it does not know stays. */
export function expand(commandLine: string, environment: Readonly<Record<string, string>>): string {
  const all = { ...variables, ...environment };
  const byName = new Map(Object.entries(all).map(([name, value]) => [name.toUpperCase(), value]));
  return commandLine.replace(/%([^%]+)%/g, (whole, name: string) => byName.get(name.toUpperCase()) ?? whole);
}

/** What cmd runs for a line. */
export function findProgram(commandLine: string, table: ProgramTable, disk: Disk): Program {
  if (commandLine.length > LONGEST_LINE) return complain('The command line is too long.');
  const encoded = /^powershell(?:\.exe)?\b.* -EncodedCommand ([A-Za-z0-9+/=]+)$/i.exec(commandLine)?.[1];
  const script = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf16le');
  const wanted = script ?? commandLine;
  const own = script === undefined ? undefined : findOwnScript(script, disk);
  const given = table.find(([pattern]) => pattern.test(wanted))?.[1];
  if (own ?? given) return (own ?? given) as Program;
  const said = script === undefined ? undefined : /^echo "([^"$]*)"$/.exec(script)?.[1];
  if (said !== undefined) return say(`${said}\r\n`);
  if (script !== undefined) return sayError('The fake machine knows no such script.');
  const [name = ''] = commandLine.split(/\s/);
  return complain(
    `'${name}' is not recognized as an internal or external command,\r\noperable program or batch file.`,
  );
}

function say(text: string): Program {
  return async ({ out }) => {
    await out(text);
    return 0;
  };
}

function complain(text: string): Program {
  return async ({ err }) => {
    await err(`${text}\r\n`);
    return 1;
  };
}

/** As PowerShell does when its error stream is no screen. */
export function toClixml(text: string): string {
  const lines = text.split('\n').map((line) => `<S S="Error">${escapeObject(line)}_x000D__x000A_</S>`);
  return `#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${lines.join('')}</Objs>`;
}

function escapeObject(text: string): string {
  return text
    .replace(/_(?=x[0-9A-F]{4}_)/gi, '_x005F_')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character);
}

function sayError(text: string): Program {
  return async ({ err }) => {
    await err(toClixml(text));
    return 1;
  };
}
