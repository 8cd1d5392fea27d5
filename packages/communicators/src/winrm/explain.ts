import { type Diagnostic, Failure } from '@strata/diagnostics';
import { ConnectionError } from '@strata/sdk';
import { problem } from '../codes';
import { Trouble } from '../ssh/trouble';
import { HttpRefusal, isLoginRefusal, isQuota, isShellGone, TransportError, WsmanFault } from './errors';
import { SILENT } from './send-request';
import type { WinrmSettings } from './settings';

const LOOK_AROUND =
  'See whether the machine runs, its service does (winrm quickconfig), and its firewall lets the port in. winrm_timeout says how long it is waited for.';

/** What a failed question means, with what to do about it; undefined for what is not about the connection. */
export function explain(settings: WinrmSettings, error: unknown): Trouble | undefined {
  if (error instanceof Trouble) return error;
  if (error instanceof TransportError) return explainTransport(settings, error);
  if (isLoginRefusal(error)) return explainLogin(settings, error);
  if (error instanceof HttpRefusal) return explainHttp(settings, error);
  if (error instanceof WsmanFault) return explainFault(settings, error);
  return undefined;
}

/** For a machine that let us in before: its absence may pass, everything else may not. */
export function asProblem(settings: WinrmSettings, error: unknown): unknown {
  const trouble = explain(settings, error);
  if (!trouble) return error;
  const { kind, diagnostic } = trouble;
  return kind === 'unreachable'
    ? new ConnectionError(diagnostic.detail, { cause: error })
    : new Failure(diagnostic, { cause: error });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'it hangs up without an answer',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'it does not answer in time',
  [SILENT]: 'it does not answer in time',
};

/** Of Node and OpenSSL, for a chain that leads to nobody who is trusted. */
const untrusted = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
];

const otherCertificateProblems: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
};

function explainTransport(settings: WinrmSettings, { code = '', message }: TransportError): Trouble {
  const certificate = untrusted.includes(code)
    ? 'was signed by nobody who is trusted here'
    : otherCertificateProblems[code];
  if (certificate) return explainCertificate(settings, certificate);
  if (/^(EPROTO|ERR_SSL_)/.test(code) || /wrong version number|packet length too long/i.test(message))
    return explainTls(settings, message);
  const reason = reasons[code] ?? message;
  const isHttpsPort = code === 'ECONNRESET' && !settings.secure;
  return new Trouble(
    'unreachable',
    problem('COM005', {
      detail: `The machine at ${getPlace(settings)} cannot be reached: ${reason}.`,
      hint: isHttpsPort
        ? 'A port for HTTPS does so to who speaks HTTP: set winrm_use_ssl = true if it is one.'
        : LOOK_AROUND,
    }),
  );
}

function explainCertificate(settings: WinrmSettings, reason: string): Trouble {
  return new Trouble(
    'final',
    problem('COM015', {
      detail: `The certificate of the machine at ${getPlace(settings)} ${reason}.`,
      hint: 'Set winrm_insecure = true to take any certificate, as machines that make their own need it; or give the one who signed it in NODE_EXTRA_CA_CERTS.',
    }),
  );
}

function explainTls(settings: WinrmSettings, reason: string): Trouble {
  return new Trouble(
    'final',
    problem('COM015', {
      detail: `The machine at ${getPlace(settings)} does not speak HTTPS: ${shorten(reason)}.`,
      hint: 'Windows listens on 5986 for HTTPS and on 5985 for HTTP: set winrm_port = 5986, or take winrm_use_ssl out.',
    }),
  );
}

const LONGEST_REASON = 160;

/** OpenSSL puts places in its source into its messages. */
function shorten(reason: string): string {
  const said = reason.split(':').filter((part) => / /.test(part) && !/routines/.test(part))[0];
  return (said ?? reason).trim().slice(0, LONGEST_REASON);
}

function explainLogin(settings: WinrmSettings, error: unknown): Trouble {
  const offers = error instanceof HttpRefusal ? error.offers : [];
  const [way, names] = settings.ntlm
    ? (['Negotiate', /^(?:negotiate|ntlm)$/i] as const)
    : (['Basic', /^basic$/i] as const);
  const refusal = `The machine at ${getPlace(settings)} refuses to let "${settings.username}" in`;
  if (offers.length === 0 || offers.some((offer) => names.test(offer)))
    return new Trouble(
      'login',
      problem('COM006', {
        detail: `${refusal}.`,
        hint: 'Look at winrm_username and winrm_password; the user must be a local one and an administrator.',
      }),
    );
  const open = settings.secure
    ? '.'
    : ' and winrm set winrm/config/service @{AllowUnencrypted="true"}. What is sent travels in the clear then; with winrm_use_ssl = true it does not.';
  const allow = settings.ntlm ? 'Allow' : 'Set winrm_use_ntlm = true where it takes Negotiate. Or allow';
  return new Trouble(
    'login',
    problem('COM006', {
      detail: `${refusal}: it takes ${offers.join(', ')}, but not ${way}, by which it was asked.`,
      hint: `${allow} it in the machine: winrm set winrm/config/service/auth @{${way}="true"}${open}`,
    }),
  );
}

const NOT_FOUND = 404;
const UNAVAILABLE = 503;

function explainHttp(settings: WinrmSettings, { status, server }: HttpRefusal): Trouble {
  const who = server ? ` (it calls itself ${server})` : '';
  const isStarting = status === NOT_FOUND || status === UNAVAILABLE;
  return new Trouble(
    'unreachable',
    problem('COM005', {
      detail: `The machine at ${getPlace(settings)} does not answer as WinRM, but with HTTP status ${status}${who}.`,
      hint: isStarting
        ? 'So does a Windows whose service WinRM is not started yet: winrm quickconfig starts it. Else it is another server: look at winrm_host and winrm_port.'
        : 'Look at winrm_host and winrm_port: 5985 is for HTTP, 5986 for HTTPS.',
    }),
  );
}

function explainFault(settings: WinrmSettings, fault: WsmanFault): Trouble {
  const isPassing = isShellGone(fault) || isQuota(fault);
  const code = fault.code === undefined ? '' : ` (code ${fault.code})`;
  const hint = isQuota(fault)
    ? 'End shells that are left open, or raise winrm/config/winrs MaxShellsPerUser and winrm/config/service MaxConcurrentOperationsPerUser.'
    : 'winrm get winrm/config shows in the machine what its service allows.';
  const diagnostic: Diagnostic = problem('COM016', {
    detail: `WinRM on the machine at ${getPlace(settings)} refuses${code}: ${fault.message}`,
    hint,
  });
  return new Trouble(isPassing ? 'unreachable' : 'login', diagnostic);
}

function getPlace({ host, port }: WinrmSettings): string {
  return `${host}:${port}`;
}
