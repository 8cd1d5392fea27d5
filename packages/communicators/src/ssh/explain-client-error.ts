import type { ClientErrorExtensions } from 'ssh2';
import { problem } from '../codes';
import { describeHostKey, readHostKey } from './host-key';
import type { LoginMethods } from './login-methods';
import type { Hop } from './settings';
import { Trouble } from './trouble';

/** What is known when a connection fails. */
export interface Attempt {
  readonly hop: Hop;
  readonly methods: LoginMethods;
  /** Bytes of the host key that was shown, if it came so far. */
  readonly shown: Buffer | undefined;
}

/** What ssh2 says in other words, with what to do about it. */
export function explainClientError(error: Error & ClientErrorExtensions, attempt: Attempt): Trouble {
  if (error.level === 'client-authentication') return explainLogin(attempt);
  if (error.level === 'handshake' && /no matching/i.test(error.message))
    return explainAlgorithms(error, attempt);
  const { role, host, port } = attempt.hop;
  return new Trouble(
    'unreachable',
    problem('COM005', {
      detail: `${role} at ${host}:${port} does not answer as an SSH server: ${error.message}.`,
    }),
  );
}

function explainLogin({ hop, methods, shown }: Attempt): Trouble {
  const { role, host, port, login } = hop;
  const fingerprint = shown ? `, host key ${describeHostKey(readHostKey(shown))}` : '';
  const tried = methods.tried.length > 0 ? `tried: ${methods.tried.join(', ')}` : 'nothing to log in with';
  const accepted = methods.accepted().join(', ');
  return new Trouble(
    'login',
    problem('COM006', {
      detail: `${role} at ${host}:${port}${fingerprint} refuses to let "${login.username}" in (${tried}; the server takes: ${accepted || 'nothing that it names'}).`,
      hint: `Try it by hand: ssh -v -p ${port} ${login.username}@${host}`,
    }),
  );
}

function explainAlgorithms(error: Error, { hop: { role, host, port } }: Attempt): Trouble {
  return new Trouble(
    'final',
    problem('COM014', {
      detail: `${role} at ${host}:${port}: ${error.message}.`,
      hint: 'See ssh_ciphers and ssh_key_exchange_algorithms; ssh -vv shows what the server offers.',
    }),
  );
}
