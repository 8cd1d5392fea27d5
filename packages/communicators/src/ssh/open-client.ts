import type { Duplex } from 'node:stream';
import type { Diagnostic } from '@strata/diagnostics';
import { Client, type ClientErrorExtensions } from 'ssh2';
import { problem } from '../codes';
import { getAlgorithms } from './algorithms';
import { explainClientError } from './explain-client-error';
import type { HostKeyGuard } from './host-key-guard';
import { createLoginMethods } from './login-methods';
import type { Hop, SshSettings } from './settings';
import { Trouble } from './trouble';

export interface LoginRequest {
  readonly hop: Hop;
  readonly settings: SshSettings;
  readonly guard: HostKeyGuard;
  /** Leads to the hop. */
  readonly socket: Duplex;
  /** Milliseconds until it must be in. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** With signs of life every 5 s, a machine that says nothing for a minute is gone: one that swaps may take half of that. */
const UNANSWERED_SIGNS = 12;

/**
 * Logs in over a socket that leads to the server.
 *
 * @throws Trouble
 */
export async function openClient(request: LoginRequest): Promise<Client> {
  const { hop, settings, guard, socket, limit, signal } = request;
  const client = new Client();
  const methods = createLoginMethods(hop.login);
  const agent = settings.forwardedAgent ?? hop.login.agent;
  let shown: Buffer | undefined;
  let refusal: Diagnostic | undefined;
  const explain = (error: Error & ClientErrorExtensions) =>
    refusal ? new Trouble('final', refusal) : explainClientError(error, { hop, methods, shown });
  let cancel = () => {};
  const ready = new Promise<Client>((resolve, reject) => {
    cancel = () => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    client.once('ready', () => resolve(client));
    // Stays for the life of the client: an error of a lost connection is told by its end.
    client.on('error', (error: Error & ClientErrorExtensions) => {
      // An agent that does not answer is one method less.
      if (error.level !== 'agent') reject(explain(error));
    });
    client.once('close', () => reject(explain(new Error('it hung up before the login was over'))));
  });
  try {
    client.connect({
      sock: socket,
      username: hop.login.username,
      ...(settings.keepAlive && { keepaliveInterval: settings.keepAlive }),
      keepaliveCountMax: UNANSWERED_SIGNS,
      readyTimeout: limit,
      ...(agent && { agent }),
      algorithms: getAlgorithms(settings, guard.known()),
      hostVerifier: (key: Buffer) => {
        shown = key;
        refusal = guard.check(key);
        return refusal === undefined;
      },
      authHandler: (accepted, _partial, next) => {
        const method = methods.next(accepted);
        next(method as Parameters<typeof next>[0]);
      },
    });
    return await ready;
  } catch (error) {
    client.destroy();
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof Trouble ? error : refuseSettings(error);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** ssh2 throws at once for what it cannot work with, which is a wrong name among the algorithms. */
function refuseSettings(error: unknown): Trouble {
  const reason = error instanceof Error ? error.message : String(error);
  return new Trouble(
    'final',
    problem('COM009', {
      detail: `The connection cannot be made like this: ${reason}.`,
      hint: 'See ssh_ciphers and ssh_key_exchange_algorithms; the names are OpenSSH’s: ssh -Q cipher, ssh -Q kex.',
    }),
  );
}
