import { readFileSync } from 'node:fs';
import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Account } from './id-maps';
import type { NamespaceMode } from './namespace';
import type { Refusal } from './probe';

/** No subordinate ids: gives the line to add, past the ranges that others have. */
export function missingRange(file: string, account: Account): Diagnostic {
  const option = file.endsWith('subuid') ? '--add-subuids' : '--add-subgids';
  const first = getFreeId(readText(file) ?? '');
  return problem('LAY051', {
    detail: `${file} grants no ids to ${account.name}, so the files of an image cannot have owners of their own.`,
    hint: `Run \`sudo usermod ${option} ${first}-${first + 65535} ${account.name}\`, which adds the line \`${account.name}:${first}:65536\`.`,
  });
}

/** First id after all ranges of a file, not below the usual start. */
export function getFreeId(text: string): number {
  const ends = text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([, first, count]) => Number(first) + Number(count))
    .filter(Number.isInteger);
  return Math.max(100_000, ...ends);
}

/** Settings of the kernel that forbid namespaces to ordinary users, with what lifts each. */
const settings: readonly { readonly file: string; readonly forbids: string; readonly remedy: string }[] = [
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    forbids: '0',
    remedy: 'Run `sudo sysctl -w kernel.unprivileged_userns_clone=1`, or build as root.',
  },
  {
    file: '/proc/sys/user/max_user_namespaces',
    forbids: '0',
    remedy: 'Run `sudo sysctl -w user.max_user_namespaces=28633`, or build as root.',
  },
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    remedy:
      'Run `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, give the program an AppArmor profile with `userns,`, or build as root.',
  },
];

/** Why a trial failed, looked up on this machine. */
export function explainRefusal(refusal: Refusal, mode: NamespaceMode, read = readText): Diagnostic {
  if (refusal.step === 'proc') return maskedProc(refusal);
  if (refusal.step !== 'start') return overlayRefused(refusal, mode);
  const setting =
    mode === 'user' ? settings.find(({ file, forbids }) => read(file)?.trim() === forbids) : undefined;
  if (setting !== undefined) return forbidden(setting, refusal);
  return problem('LAY055', {
    detail: `This machine refuses ${mode === 'user' ? 'user' : 'mount and pid'} namespaces (${refusal.message}). ${whoRefuses(read)}`,
    hint:
      mode === 'user'
        ? 'Build as root, or outside of the container.'
        : 'Give the container the right: `docker run --privileged`, or `--cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined`.',
  });
}

function forbidden(setting: (typeof settings)[number], refusal: Refusal): Diagnostic {
  const name = setting.file.replace('/proc/sys/', '').replaceAll('/', '.');
  return problem('LAY054', {
    detail: `Ordinary users may not make user namespaces here: ${name} is ${setting.forbids} (${refusal.message}).`,
    hint: setting.remedy,
  });
}

function maskedProc(refusal: Refusal): Diagnostic {
  return problem('LAY057', {
    detail: `A fresh /proc could not be mounted (${refusal.message}). Containers that hide parts of /proc cause this.`,
    hint: 'Run the container with `--security-opt systempaths=unconfined`, or build outside of it.',
  });
}

function overlayRefused(refusal: Refusal, mode: NamespaceMode): Diagnostic {
  const needs = mode === 'user' ? 'Linux 5.11 or newer lets ordinary users mount them. ' : '';
  return problem('LAY056', {
    detail: `An overlay of layers does not work here (${refusal.step}: ${refusal.message}). ${needs}The file system below must be a local one that is not an overlay itself, such as ext4, xfs or btrfs.`,
    hint:
      mode === 'user'
        ? 'Build as root, or keep the workspace on another file system.'
        : 'Keep the workspace on another file system, or a volume when in a container.',
  });
}

function whoRefuses(read: (file: string) => string | undefined): string {
  const filtered = /^Seccomp:\s*2/m.test(read('/proc/self/status') ?? '');
  return filtered
    ? 'A seccomp filter is in force, as Docker sets for its containers.'
    : 'A security module or a container around us forbids it.';
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
