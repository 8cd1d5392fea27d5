import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { CommunicatorOptions, MachineAddress } from '@strata/sdk';
import { problem } from '../codes';
import type { WinrmSettings } from './settings';

const HTTP_PORT = 5985;
const HTTPS_PORT = 5986;
const LAST_PORT = 65_535;

/**
 * What a connection needs, from the options and what the builder knows.
 *
 * @throws Failure with all problems, not the first
 */
export function getSettings(options: CommunicatorOptions, address: MachineAddress): WinrmSettings {
  const host = options.winrm_host ?? address.host;
  const username = options.winrm_username ?? address.username;
  const secure = options.winrm_use_ssl;
  // A builder that forwards a port of this machine to the guest's knows better than the option, which is the guest's.
  const port = address.port ?? options.winrm_port ?? (secure ? HTTPS_PORT : HTTP_PORT);
  const problems: Diagnostic[] = [
    ...(host ? [] : [missing('winrm_host', 'This builder knows no address of the machine.')]),
    ...(username ? [] : [missing('winrm_username', 'A winrm_username must be specified.')]),
    ...(isPort(port) ? [] : [refusePort(port)]),
  ];
  if (problems.length > 0) throw new Failure(problems);
  return {
    host: host ?? '',
    port,
    username: username ?? '',
    password: options.winrm_password ?? address.password ?? '',
    secure,
    ntlm: options.winrm_use_ntlm ?? address.ntlm ?? false,
    insecure: options.winrm_insecure,
    timeout: options.winrm_timeout,
    ...(options.pause_before_connecting && { pause: options.pause_before_connecting }),
  };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= LAST_PORT;
}

function missing(option: string, detail: string): Diagnostic {
  return problem('COM009', { detail, hint: `Set ${option} in the source.` });
}

function refusePort(port: number): Diagnostic {
  return problem('COM009', {
    detail: `winrm_port is ${port}; ports are whole numbers from 1 to ${LAST_PORT}.`,
    hint: `Windows listens on ${HTTP_PORT} for HTTP and on ${HTTPS_PORT} for HTTPS.`,
  });
}
