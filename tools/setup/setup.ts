import { type Diagnostic, formatDiagnostics, hasErrors } from '@strata/diagnostics';
import {
  getInstallCommand,
  getServiceSteps,
  type Machine,
  validateIds,
  validateInstall,
  validateNode,
} from './advice';
import { problem } from './codes';
import { getMachine, isThere, runApt, runAsRoot } from './machine';
import { getMissing, type Need, type Purpose, purposes } from './needs';

function install(missing: readonly Need[], machine: Machine): readonly Diagnostic[] {
  if (missing.length === 0) return [];
  const lines = missing.map((need) => `  ${need.package}: ${need.why}`);
  process.stdout.write(`Installing Debian packages:\n${lines.join('\n')}\n`);
  const names = missing.map((need) => need.package);
  const { before, after } = getServiceSteps(missing, machine);
  for (const step of before) runAsRoot(machine, 'systemctl', ...step);
  const done =
    runApt(machine, 'update', '-qq') &&
    runApt(machine, 'install', '-y', '-qq', '-o', 'Dpkg::Use-Pty=0', '--no-install-recommends', ...names) &&
    missing.every((need) => isThere(need.provides));
  for (const step of after) runAsRoot(machine, 'systemctl', ...step);
  if (done) return [];
  const detail = 'apt-get did not install them; what it said stands above.';
  return [problem('SET004', { detail, hint: `Try by hand: ${getInstallCommand(missing, machine)}` })];
}

function prepare(purpose: Purpose): readonly Diagnostic[] {
  const machine = getMachine();
  const missing = getMissing(purpose, isThere);
  const refusals = [...validateNode(machine), ...validateInstall(missing, machine)];
  return [...refusals, ...(hasErrors(refusals) ? [] : install(missing, machine)), ...validateIds(machine)];
}

const isPurpose = (name: string): name is Purpose => (purposes as readonly string[]).includes(name);

/** Makes a Debian machine ready for `build`, `test` or `bench`. A ready machine is left alone, without a word. */
export async function main([purpose = 'build']: readonly string[]): Promise<number> {
  const diagnostics = isPurpose(purpose)
    ? prepare(purpose)
    : [problem('SET006', { detail: `"${purpose}" is none of ${purposes.join(', ')}.` })];
  process.stderr.write(formatDiagnostics(diagnostics, { color: process.stderr.isTTY }));
  return hasErrors(diagnostics) ? 1 : 0;
}
