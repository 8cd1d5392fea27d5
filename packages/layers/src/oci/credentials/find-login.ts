import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Ports } from '@strata/sdk';
import { problem } from '../../codes';
import type { RegistryLogin } from '../registry-login';
import { findByName, getNames, getServer, type LoginConfig, parseLoginConfig } from './config-file';
import { askHelper } from './helper';

export interface LoginContext {
  readonly ports: Pick<Ports, 'files' | 'processes' | 'environment'>;
  readonly signal: AbortSignal;
}

/**
 * The login for a repository that `docker login` or `podman login` has left: of the file that REGISTRY_AUTH_FILE or
 * DOCKER_CONFIG names, else of those where both tools keep theirs; in the file itself or in the helper that it names.
 *
 * @returns undefined when there is none
 * @throws Failure when a file that counts cannot be read
 */
export async function findLogin(
  { ports, signal }: LoginContext,
  place: { readonly registry: string; readonly repository: string },
): Promise<RegistryLogin | undefined> {
  const names = getNames(place.registry, place.repository);
  for (const path of getPaths(ports.environment)) {
    const config = await readConfig(ports, path);
    if (!config) continue;
    const helper = findByName(config.helpers, [place.registry]) ?? config.store;
    const server = getServer(place.registry);
    const helped = helper && (await askHelper(ports, { helper, server, source: path }, signal));
    const login = helped || findByName(config.logins, names);
    if (login) return login;
  }
  return undefined;
}

/** A file that is named counts alone. */
function getPaths({ variables, home }: Ports['environment']): readonly string[] {
  const { REGISTRY_AUTH_FILE, DOCKER_CONFIG, XDG_RUNTIME_DIR, XDG_CONFIG_HOME } = variables;
  if (REGISTRY_AUTH_FILE) return [REGISTRY_AUTH_FILE];
  if (DOCKER_CONFIG) return [join(DOCKER_CONFIG, 'config.json')];
  return [
    ...(XDG_RUNTIME_DIR ? [join(XDG_RUNTIME_DIR, 'containers/auth.json')] : []),
    join(XDG_CONFIG_HOME || join(home, '.config'), 'containers/auth.json'),
    join(home, '.docker/config.json'),
  ];
}

async function readConfig({ files }: Pick<Ports, 'files'>, path: string): Promise<LoginConfig | undefined> {
  if ((await files.stat(path))?.kind !== 'file') return undefined;
  const text = await files.readText(path).catch((error: Error) => {
    throw notReadable(path, error.message);
  });
  const config = parseLoginConfig(text, path);
  if (config) return config;
  throw notReadable(path, 'it is no JSON object');
}

function notReadable(path: string, reason: string): Failure {
  return new Failure(
    problem('LAY039', {
      detail: `${path}, which holds logins for registries, could not be read: ${reason}.`,
      hint: 'Mend the file, or name another one by REGISTRY_AUTH_FILE or DOCKER_CONFIG.',
    }),
  );
}
