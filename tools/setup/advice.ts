import type { Diagnostic } from '@strata/diagnostics';
import { problem } from './codes';
import type { Need } from './needs';

/** What setup asks the machine; facts only, so that every answer can be tried. */
export interface Machine {
  /** `v20.20.2`. */
  readonly node: string;
  readonly user: string;
  readonly isRoot: boolean;
  /** sudo works without a question. */
  readonly canSudo: boolean;
  readonly hasApt: boolean;
  /** systemd runs here, and would start the services of packages. */
  readonly hasSystemd: boolean;
  /** Content of /etc/subuid, empty when there is none. */
  readonly subuid: string;
}

/** The oldest Node that `engines` in package.json allows. */
const oldestNode = [20, 19];

export function validateNode({ node }: Machine): readonly Diagnostic[] {
  const [major = 0, minor = 0] = node.slice(1).split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return [];
  const detail = `This is Node ${node}; ${oldestNode.join('.')} is the oldest that works.`;
  return [problem('SET001', { detail, hint: 'Install a newer Node, then run `npm ci` again.' })];
}

const list = (missing: readonly Need[]) => missing.map((need) => need.package).join(' ');

/** The command that a person would type. */
export function getInstallCommand(missing: readonly Need[], { isRoot }: Machine): string {
  const sudo = isRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${list(missing)}`;
}

/** Why missing packages cannot be installed by us; nothing when they can. */
export function validateInstall(missing: readonly Need[], machine: Machine): readonly Diagnostic[] {
  if (missing.length === 0) return [];
  const detail = `Missing: ${missing.map((need) => `${need.package} (${need.why})`).join(', ')}.`;
  if (!machine.hasApt) {
    const hint = `Install the packages that hold these in your system: ${missing.map((need) => need.provides).join(', ')}.`;
    return [problem('SET003', { detail, hint })];
  }
  if (machine.isRoot || machine.canSudo) return [];
  return [problem('SET002', { detail, hint: getInstallCommand(missing, machine) })];
}

/** A build without root maps a range of ids; adduser gives one to every new account, but images often lack it. */
export function validateIds({ isRoot, user, subuid }: Machine): readonly Diagnostic[] {
  if (isRoot || subuid.split('\n').some((line) => line.startsWith(`${user}:`))) return [];
  const range = '100000-165535';
  return [
    problem('SET005', {
      severity: 'warning',
      detail: `/etc/subuid has no line for ${user}, so builds without root will be refused.`,
      hint: `sudo usermod --add-subuids ${range} --add-subgids ${range} ${user}`,
    }),
  ];
}

/** What is done to the services of packages around their installation, as arguments of `systemctl`. */
export interface ServiceSteps {
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
}

/**
 * Keeps services asleep that packages bring: a registry or an SSH server that listens to the whole network is nothing that
 * tests may leave behind. What is masked is not started; it can be started by hand later.
 */
export function getServiceSteps(missing: readonly Need[], { hasSystemd }: Machine): ServiceSteps {
  const services = missing.flatMap(({ service }) => service ?? []);
  if (!hasSystemd || services.length === 0) return { before: [], after: [] };
  return {
    before: [['mask', ...services]],
    after: [
      ['unmask', ...services],
      ['disable', ...services],
    ],
  };
}
