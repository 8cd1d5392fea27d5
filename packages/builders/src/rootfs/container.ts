import type { ContainerConfig } from '@strata/sdk';
import type { ContainerOptions } from './schema';

/** Settings of the container as a Dockerfile would combine them with those of the parent. */
export function getContainerConfig(
  options: ContainerOptions | undefined,
  inherited: ContainerConfig,
): ContainerConfig {
  if (!options) return inherited;
  const { entrypoint, cmd, env, workdir, user, expose, labels } = options;
  const { cmd: oldCmd, ...old } = inherited;
  // A command is made for its entrypoint, so another entrypoint starts without one.
  const newCmd = cmd ?? (entrypoint ? undefined : oldCmd);
  return {
    ...old,
    ...(newCmd && { cmd: newCmd }),
    ...(entrypoint && { entrypoint }),
    ...(env && { env: mergeEnv(inherited.env ?? [], env) }),
    ...(workdir !== undefined && { workdir }),
    ...(user !== undefined && { user }),
    ...(expose && { exposedPorts: mergePorts(inherited.exposedPorts ?? [], expose) }),
    ...(labels && { labels: { ...inherited.labels, ...labels } }),
  };
}

/** By name; a name keeps its first place. */
function mergeEnv(old: readonly string[], added: readonly string[]): readonly string[] {
  const byName = new Map([...old, ...added].map((entry) => [entry.split('=')[0], entry]));
  return [...byName.values()];
}

function mergePorts(old: readonly string[], added: readonly string[]): readonly string[] {
  const full = added.map((port) => (port.includes('/') ? port : `${port}/tcp`));
  return [...new Set([...old, ...full])].sort();
}
