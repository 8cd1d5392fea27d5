import { quoteWord } from '@strata/sdk';
import { MAX_BYTES } from '../ask/prelude';
import type { Check } from '../checks/check';
import { type Answer, type Finding, getField, getSubject, type Kind, unknown, value } from '../checks/kind';
import { getSeconds } from './seconds';

/** Goss's own default. */
const TIMEOUT = 10_000;

const HELPERS = `
ask_command() {
  limit "$1" sh -c "$2" >"$work/out" 2>"$work/err"
  code=$?
  field code
  echo "$code"
  field stdout
  show "$work/out"
  field stderr
  show "$work/err"
}`;

/** How `timeout`, and a shell that killed a command, say that it did not end by itself. */
const CUT_SHORT = [124, 137, 143];

export const commandKind: Kind = {
  label: 'Command',
  subject: 'exec',
  settings: { exec: 'text', timeout: 'number' },
  attributes: { 'exit-status': 'value', stdout: 'lines', stderr: 'lines' },
  required: ['exit-status'],
  helpers: HELPERS,
  timeout: TIMEOUT,
  getQuestions: (check) => ({
    // Two checks of the same command each run it: it may change something.
    command: `: ${quoteWord(check.id)}\nask_command ${getSeconds(getTimeout(check))} ${quoteWord(getSubject(commandKind, check))}`,
  }),
  getFindings: (check, { command }) => {
    const code = Number(getField(command, 'code'));
    const timeout = getTimeout(check);
    if (CUT_SHORT.includes(code) && (command?.milliseconds ?? 0) >= timeout) {
      const late = unknown(`It took longer than ${timeout} ms: set timeout when it may.`);
      return { 'exit-status': late, stdout: late, stderr: late };
    }
    return {
      'exit-status': value(code),
      stdout: getOutput(command, 'stdout'),
      stderr: getOutput(command, 'stderr'),
    };
  },
};

function getTimeout({ settings }: Check): number {
  return settings.number('timeout') || TIMEOUT;
}

function getOutput(answer: Answer | undefined, name: string): Finding {
  const text = answer?.fields[name] ?? '';
  return Buffer.byteLength(text) > MAX_BYTES
    ? unknown(`It is longer than the ${MAX_BYTES} bytes that are looked at.`)
    : value(text);
}
