import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { CommunicatorOptions, MachineAddress, PartContext } from '@strata/sdk';
import { problem } from '../codes';
import { ciphers, keyExchanges } from './algorithms';
import { parseHostKey } from './host-key';
import { createKeyReader, type KeyFile, type KeyReader } from './key-file';
import { getPatience } from './patience';
import type { Hop, HostKey, Login, SocksProxy, SshSettings } from './settings';
import { parseTunnel, type Tunnel } from './tunnel-text';

/**
 * Everything a connection needs, from the options and what the builder knows, keys read.
 *
 * @throws Failure with all problems, not the first
 */
export async function getSettings(
  context: PartContext,
  options: CommunicatorOptions,
  address: MachineAddress,
): Promise<SshSettings> {
  const problems: Diagnostic[] = [];
  const given: Given = { context, options, address, problems, keys: createKeyReader(context, problems) };
  const target = await getTarget(given);
  const bastion = await getBastion(given);
  const proxy = getProxy(given);
  const localTunnels = getTunnels(given, 'ssh_local_tunnels');
  const remoteTunnels = getTunnels(given, 'ssh_remote_tunnels');
  const offeredCiphers = pickKnown(given, 'ssh_ciphers', ciphers);
  const offeredExchanges = pickKnown(given, 'ssh_key_exchange_algorithms', keyExchanges);
  if (problems.length > 0) throw new Failure(problems);
  return {
    target,
    ...(bastion && { bastion }),
    ...(proxy && { proxy }),
    patience: getPatience(options.ssh_timeout ?? options.ssh_wait_timeout, options.ssh_handshake_attempts),
    ...(options.ssh_keep_alive_interval > 0 && { keepAlive: options.ssh_keep_alive_interval }),
    ...(options.ssh_read_write_timeout && { silence: options.ssh_read_write_timeout }),
    ...(options.pause_before_connecting && { pause: options.pause_before_connecting }),
    pty: options.ssh_pty,
    ...getForwardedAgent(context, options),
    ...(offeredCiphers && { ciphers: offeredCiphers }),
    ...(offeredExchanges && { keyExchanges: offeredExchanges }),
    localTunnels,
    remoteTunnels,
  };
}

interface Given {
  readonly context: PartContext;
  readonly options: CommunicatorOptions;
  readonly address: MachineAddress;
  readonly keys: KeyReader;
  readonly problems: Diagnostic[];
}

async function getTarget({ context, options, address, keys, problems }: Given): Promise<Hop> {
  const host = options.ssh_host ?? address.host;
  if (!host) problems.push(missing('ssh_host', 'This builder knows no address of the machine.'));
  if (options.ssh_certificate_file) problems.push(refuseCertificate('ssh_certificate_file'));
  const username = options.ssh_username ?? address.username;
  if (!username) problems.push(missing('ssh_username', 'An ssh_username must be specified.'));
  const key = options.ssh_private_key_file
    ? await keys.readFile({
        option: 'ssh_private_key_file',
        path: options.ssh_private_key_file,
        passphraseOption: 'ssh_private_key_passphrase',
        passphrase: options.ssh_private_key_passphrase,
      })
    : keys.parse(address.privateKey);
  const password = options.ssh_password ?? address.password;
  const login: Login = {
    username: username ?? '',
    ...(key && { key }),
    ...(password !== undefined && { password }),
    ...getAgent(context, options.ssh_agent_auth, 'ssh_agent_auth', problems),
    interactive: true,
  };
  return {
    role: 'The machine',
    host: host ?? '',
    // A builder that forwards a port of this machine to the guest's knows better than the option, which has a default.
    port: address.port ?? options.ssh_port,
    login,
    hostKeys: getHostKeys(options.ssh_host_keys ?? address.hostKeys ?? [], problems),
  };
}

async function getBastion({ context, options, keys, problems }: Given): Promise<Hop | undefined> {
  const { ssh_bastion_host: host, ssh_bastion_password: password, ssh_bastion_username: username } = options;
  if (!host) return undefined;
  if (!username) problems.push(missing('ssh_bastion_username', 'The bastion needs a user to log in as.'));
  if (options.ssh_bastion_certificate_file) problems.push(refuseCertificate('ssh_bastion_certificate_file'));
  const file = getBastionKey(options);
  const key = file && (await keys.readFile(file));
  return {
    role: 'The bastion',
    host,
    port: options.ssh_bastion_port,
    login: {
      username: username ?? '',
      ...(key && { key }),
      ...(password !== undefined && { password }),
      ...getAgent(context, options.ssh_bastion_agent_auth, 'ssh_bastion_agent_auth', problems),
      interactive: options.ssh_bastion_interactive,
    },
    hostKeys: [],
  };
}

/** By default the machine's. */
function getBastionKey(options: CommunicatorOptions): KeyFile | undefined {
  const path = options.ssh_bastion_private_key_file;
  if (path)
    return {
      option: 'ssh_bastion_private_key_file',
      path,
      passphraseOption: 'ssh_bastion_private_key_passphrase',
      passphrase: options.ssh_bastion_private_key_passphrase,
    };
  if (!options.ssh_private_key_file) return undefined;
  return {
    option: 'ssh_private_key_file',
    path: options.ssh_private_key_file,
    passphraseOption: 'ssh_private_key_passphrase',
    passphrase: options.ssh_private_key_passphrase,
  };
}

function getProxy({ options, problems }: Given): SocksProxy | undefined {
  const { ssh_proxy_host: host, ssh_proxy_username: username, ssh_proxy_password: password } = options;
  if (!host) return undefined;
  if (options.ssh_bastion_host)
    problems.push(
      problem('COM009', {
        detail: `ssh_bastion_host = "${options.ssh_bastion_host}" and ssh_proxy_host = "${host}" are both set; one way to the machine is possible.`,
        hint: 'Take one of them out.',
      }),
    );
  return {
    host,
    port: options.ssh_proxy_port,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
}

/**
 * Whoever works on the machine can use every key of an agent that it reaches. So it reaches one only when the build logs
 * in with it, or when the template says so; Packer lets every machine reach it.
 */
function getForwardedAgent(
  { ports }: PartContext,
  options: CommunicatorOptions,
): { readonly forwardedAgent?: string } {
  const usesAgent = options.ssh_agent_auth || options.ssh_bastion_agent_auth;
  const isKept = options.ssh_disable_agent_forwarding ?? !usesAgent;
  const agent = ports.environment.variables.SSH_AUTH_SOCK;
  return isKept || !agent ? {} : { forwardedAgent: agent };
}

function getAgent(
  { ports }: PartContext,
  wanted: boolean,
  option: string,
  problems: Diagnostic[],
): { readonly agent?: string } {
  if (!wanted) return {};
  const agent = ports.environment.variables.SSH_AUTH_SOCK;
  if (agent) return { agent };
  problems.push(
    problem('COM009', {
      detail: `${option} is true, but SSH_AUTH_SOCK is not set: no agent runs here.`,
      hint: 'Start one and add the key: eval "$(ssh-agent)" && ssh-add.',
    }),
  );
  return {};
}

function getHostKeys(texts: readonly string[], problems: Diagnostic[]): readonly HostKey[] {
  return texts.flatMap((text) => {
    const key = parseHostKey(text);
    if (key) return [key];
    problems.push(
      problem('COM009', {
        detail: `ssh_host_keys holds "${text}", which is no public key such as "ssh-ed25519 AAAA…".`,
        hint: 'Take it from the machine: cat /etc/ssh/ssh_host_ed25519_key.pub.',
      }),
    );
    return [];
  });
}

function getTunnels(
  { options, problems }: Given,
  option: 'ssh_local_tunnels' | 'ssh_remote_tunnels',
): readonly Tunnel[] {
  return (options[option] ?? []).flatMap((text) => {
    const tunnel = parseTunnel(text);
    if (tunnel) return [tunnel];
    problems.push(
      problem('COM009', {
        detail: `${option} holds "${text}"; a tunnel is written port:host:hostport, ports from 1 to 65535.`,
        hint: 'For example "8080:localhost:80".',
      }),
    );
    return [];
  });
}

/** The names that an option gives; undefined when it gives none. */
function pickKnown<T extends string>(
  { options, problems }: Given,
  option: 'ssh_ciphers' | 'ssh_key_exchange_algorithms',
  known: readonly T[],
): readonly T[] | undefined {
  const names = options[option];
  if (!names?.length) return undefined;
  const isKnown = (name: string): name is T => known.some((one) => one === name);
  for (const name of names.filter((each) => !isKnown(each)))
    problems.push(
      problem('COM009', {
        detail: `${option} holds "${name}"; the names known here are ${known.join(', ')}.`,
        hint: 'Take it out of the list, or the whole list: the best that both sides have is chosen by itself.',
      }),
    );
  return names.filter(isKnown);
}

function missing(option: string, reason: string): Diagnostic {
  return problem('COM009', { detail: reason, hint: `Set ${option} in the source.` });
}

function refuseCertificate(option: string): Diagnostic {
  return problem('COM008', {
    detail: `${option}: logging in with a signed certificate is not possible here.`,
    hint: 'Give a key that the server knows by itself, or reach the machine through a bastion that does.',
  });
}
