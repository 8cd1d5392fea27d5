import { quoteWord, reveal, type Text } from '@strata/sdk';

/** What the server is asked to run, and a line that goes ahead of the command's input. */
export interface ShellText {
  readonly text: string;
  readonly line?: string;
}

/**
 * A server drops nearly all variables that are sent to it, and what it is asked to run stands in the process list. So
 * whatever nobody may read there travels as the first line of the input, or of another descriptor: a shell's `read`
 * takes that line and no more.
 */
export function getReader(from = '0'): string {
  return `IFS= read -r strata_line <&${from} && eval "$(printf %b "$strata_line")"`;
}

export function getShellText(command: Text, env: Readonly<Record<string, Text>> = {}): ShellText {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quoteWord(reveal(value))}`);
  if (exports.length === 0 && typeof command === 'string') return { text: command };
  // The variable would keep what it holds for everything that prints all variables.
  const whole = ['unset strata_line', ...exports, reveal(command)].join('\n');
  return { text: getReader(), line: `${escapeLine(whole)}\n` };
}

const printable = /^[ -[\]-~]$/;

/** One line of ASCII that `printf %b` of any shell in any locale turns into the text again. */
export function escapeLine(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return printable.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`;
  }).join('');
}
