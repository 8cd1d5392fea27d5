import { Failure } from '@strata/diagnostics';
import { type Ports, Secret } from '@strata/sdk';
import { problem } from '../../codes';
import type { RegistryLogin } from '../registry-login';

export interface HelperRequest {
  /** The last part of its program's name. */
  readonly helper: string;
  /** What it knows the registry by. */
  readonly server: string;
  /** The file that names it, for problems. */
  readonly source: string;
}

type HelperPorts = Pick<Ports, 'processes' | 'environment'>;

/** A user name that stands for "what follows is an identity token". */
const tokenUser = '<token>';

/**
 * Asks a helper program of docker's for a login, by its protocol: the registry on standard input, JSON on standard output.
 *
 * @returns undefined when it has none
 * @throws Failure when it cannot be asked, or fails
 */
export async function askHelper(
  { processes, environment }: HelperPorts,
  { helper, server, source }: HelperRequest,
  signal: AbortSignal,
): Promise<RegistryLogin | undefined> {
  const command = `docker-credential-${helper}`;
  if (!/^[\w.-]+$/.test(helper)) throw notAsked(source, `it names the helper ${JSON.stringify(helper)}`);
  let said = '';
  const { code } = await processes.run({
    ...{ command, args: ['get'], signal },
    stdin: Buffer.from(server),
    env: getVariables(environment),
    onOutput: (stream, data) => {
      if (stream === 'stdout') said += data.toString();
    },
  });
  const { Username: username, Secret: secret } = Object(parse(said));
  if (code === 0 && typeof username === 'string' && typeof secret === 'string' && secret !== '') {
    const login = { username, password: new Secret(secret), source: command };
    return username === tokenUser ? { ...login, identityToken: login.password } : login;
  }
  // Helpers say this on standard output, and in these words.
  if (/credentials not found/i.test(said)) return undefined;
  const first = said.split('\n')[0]?.slice(0, messageLimit) ?? '';
  const reason = code === 0 ? 'answered with no login' : `ended with ${code ?? 'a signal'}: ${first}`;
  throw notAsked(source, `${command} ${reason}`);
}

/** Characters of what a helper says that are shown. */
const messageLimit = 200;

function getVariables({ variables }: Ports['environment']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function notAsked(source: string, reason: string): Failure {
  return new Failure(
    problem('LAY039', {
      detail: `The login that ${source} tells of could not be read: ${reason}.`,
      hint: 'Log in again with `docker login` or `podman login`, or mend the file.',
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
