import { join } from 'node:path';

/** What a service is told by whoever starts it. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** File with the key that tokens are checked with; read once, at start. */
  readonly keyFile: string;
  /** Folder that outlives restarts. */
  readonly stateDirectory: string;
}

/** Defaults of one service; everything else is said by the environment. */
export interface Defaults {
  readonly port: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from an environment. systemd names the key's folder in `CREDENTIALS_DIRECTORY` and the state's in
 * `STATE_DIRECTORY`; a container sets `JWT_KEY_FILE` and `STATE_DIRECTORY` itself. Throws an error that names every
 * variable that is missing or wrong.
 */
export function readSettings(environment: Environment, defaults: Defaults): Settings {
  const port = Number(environment.PORT ?? defaults.port);
  const keyFile = findKeyFile(environment);
  const stateDirectory = environment.STATE_DIRECTORY;
  const problems = [
    isPort(port) ? undefined : `PORT is "${environment.PORT}", not a number from 0 to 65535`,
    keyFile ? undefined : 'JWT_KEY_FILE or CREDENTIALS_DIRECTORY must name the key for tokens',
    stateDirectory ? undefined : 'STATE_DIRECTORY must name a folder for the data',
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0 || !keyFile || !stateDirectory) throw new Error(problems.join('; '));
  return { host: environment.HOST || '127.0.0.1', port, keyFile, stateDirectory };
}

function findKeyFile(environment: Environment): string | undefined {
  if (environment.JWT_KEY_FILE) return environment.JWT_KEY_FILE;
  const credentials = environment.CREDENTIALS_DIRECTORY;
  return credentials ? join(credentials, 'jwt-key') : undefined;
}

/** 0 asks the kernel for a free port, which tests need. */
function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}
