import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Match } from '../match/matcher';
import type { TestResult } from '../run/result';
import { showValue } from './show-value';

/** A diagnostic for each test that failed: which one, of which image, what was expected and found, and where to look. */
export function getFailures(results: readonly TestResult[]): readonly Diagnostic[] {
  return results.filter(({ outcome }) => outcome.status === 'failed').map(getFailure);
}

function getFailure(result: TestResult): Diagnostic {
  const { image, range, kind, output } = result;
  const said = kind === 'script' && output ? ` Its last lines: ${getLastLines(output)}` : '';
  return problem(CODES[kind], {
    detail: `${getTitle(result)}, a test of ${image}: ${getReason(result)}${said}`,
    ...(range && { subject: range }),
    hint: getHint(result),
  });
}

/** Why a test failed, in whole sentences and without what a script printed. */
export function getReason({ outcome }: TestResult): string {
  if (outcome.status !== 'failed') throw new Error('Only failures have a reason.');
  return outcome.match ? describeMatch(outcome.match) : (outcome.reason ?? 'It failed.');
}

const CODES = { check: 'TST020', script: 'TST021', program: 'TST022' } as const;

/** Whether a diagnostic tells of a test that failed, which results tell too. */
export function isFailure({ code }: Diagnostic): boolean {
  return Object.values<string>(CODES).includes(code);
}

/** `Service docker: running`, with the user's own words for it where there are some. */
export function getTitle({ label, subject, attribute, title, kind }: TestResult): string {
  if (kind === 'script') return subject;
  if (kind === 'program') return `"${attribute}" in ${subject}`;
  return `${label} ${subject}: ${attribute}${title === undefined ? '' : ` (${title})`}`;
}

/** `found false, which is expected to equal true.` */
function describeMatch({ found, message, expected, missing, extra, error }: Match): string {
  const sentences = [
    `found ${showValue(found)}, expected it ${message} ${showValue(expected)}.`,
    ...(error === undefined ? [] : [error]),
    ...(missing && missing.length > 0 ? [`Missing: ${missing.map(showValue).join(', ')}.`] : []),
    ...(extra && extra.length > 0 ? [`Too much: ${extra.map(showValue).join(', ')}.`] : []),
  ];
  return sentences.join(' ');
}

const LINES = 5;

function getLastLines(output: string): string {
  return output.trim().split('\n').slice(-LINES).join('; ');
}

function getHint({ label, subject, kind, file }: TestResult): string {
  if (kind === 'script')
    return 'The whole output is in the report; the script can also be run by hand in the guest.';
  if (kind === 'program') return `Look at the test in ${file}, or at what it asks in the guest.`;
  return (HINTS[label] ?? LOOK)(subject);
}

const LOOK = () => 'Look in the guest, and correct the template or the check.';

/** What to look at in the guest, by what is checked. */
const HINTS: Readonly<Record<string, (subject: string) => string>> = {
  Service: (name) => `In the guest: systemctl status ${name}; journalctl -u ${name}.`,
  Port: () => 'In the guest: ss -lntup shows who listens where.',
  Package: () => 'Install or remove it by a provisioner of the template, or correct the check.',
  File: (path) => `In the guest: stat ${path}.`,
  User: (name) => `In the guest: getent passwd ${name}; id ${name}.`,
  Group: (name) => `In the guest: getent group ${name}.`,
  Mount: () => 'In the guest: findmnt shows what is mounted.',
  Interface: () => 'In the guest: ip addr.',
  Process: () => 'In the guest: ps -e -o comm.',
  KernelParam: (name) => `In the guest: sysctl ${name}; a file in /etc/sysctl.d sets it.`,
  HTTP: (url) => `In the guest: curl -i ${url}.`,
};
