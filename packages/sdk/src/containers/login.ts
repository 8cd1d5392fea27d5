import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { PartContext } from '../parts';
import { reveal, type Text } from '../secret';
import type { ContainerEngine } from './engine';
import type { LoginOptions } from './login-fields';

export { type LoginOptions, loginFields, loginRules } from './login-fields';

/** Packer's `login_*` options. */
export interface RegistryLogin {
  /** The registry; by default the engine's own. */
  readonly server: string | undefined;
  readonly username: string | undefined;
  readonly password: Text | undefined;
}

/**
 * Logs an engine in to a registry, with settings in a folder of the build's own: the user's logins stay as they are, and
 * this one goes with the build's scratch folder. The password is handed over by standard input.
 *
 * @returns environment for the engine's runs that need the login
 * @throws Failure when the registry refuses
 */
export async function logInToRegistry(
  { ports, scratch }: Pick<PartContext, 'ports' | 'scratch'>,
  engine: ContainerEngine,
  { server, username = '', password = '' }: RegistryLogin,
): Promise<Readonly<Record<string, string>>> {
  const folder = join(scratch, `docker-login-${randomUUID()}`);
  await ports.files.makeFolder(folder, 0o700);
  const env = { DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: join(folder, 'config.json') };
  const place = server === undefined ? [] : [server];
  await engine.mustRun(['login', '--username', username, '--password-stdin', ...place], {
    env,
    stdin: Buffer.from(reveal(password)),
  });
  return env;
}

/**
 * The same by the options of a part, when they want it: with their own name and password, or with those that AWS gives
 * for a registry of ECR.
 *
 * @returns environment for the engine's runs that need the login; empty when none is wanted
 * @throws Failure when AWS or the registry refuses
 */
export async function logInByOptions(
  context: Pick<PartContext, 'ports' | 'reporter' | 'scratch' | 'signal'>,
  engine: ContainerEngine,
  options: LoginOptions,
): Promise<Readonly<Record<string, string>>> {
  const { login_server: server, login_username: username, login_password: password } = options;
  if (!options.login && !options.ecr_login) return {};
  context.reporter.say(options.ecr_login ? 'Fetching ECR credentials...' : 'Logging in...');
  const login = options.ecr_login
    ? await loadEcr().getEcrLogin(context, options)
    : { server, username, password };
  return logInToRegistry(context, engine, login);
}

/** Few registries are AWS's. */
function loadEcr() {
  return require('./ecr/login') as typeof import('./ecr/login');
}
