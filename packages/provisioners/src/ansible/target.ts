import { userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { type ProvisionContext, reveal, type Text } from '@strata/sdk';
import { problem } from '../codes';
import type { PrivateFiles } from './private-files';
import { type KeyType, makeKeyPair, readPublicKey } from './proxy/keys';
import { openProxy } from './proxy/server';
import type { AnsibleOptions } from './schema';

/** Where Ansible finds the machine, and how it gets in. */
export interface Target extends AsyncDisposable {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  /** Ansible's way: by SSH, or straight to a machine with WinRM. */
  readonly connection: 'ssh' | 'winrm';
  readonly keyFile: string | undefined;
  readonly password: Text | undefined;
  /** The machine shows a key that was made for this run: nobody is to remember it. */
  readonly hasFreshHostKey: boolean;
}

/** Opens the way to the machine: through a door of our own, or, with `use_proxy = false`, the machine's. */
export async function openTarget(
  context: ProvisionContext,
  options: AnsibleOptions,
  files: PrivateFiles,
): Promise<Target> {
  return (await getDirectTarget(context, options, files)) ?? openProxyTarget(context, options, files);
}

async function openProxyTarget(
  context: ProvisionContext,
  options: AnsibleOptions,
  files: PrivateFiles,
): Promise<Target> {
  const { communicator, ports, reporter, signal } = context;
  reporter.say('Setting up proxy adapter for Ansible....');
  const type: KeyType = options.ansible_proxy_key_type.toUpperCase() === 'RSA' ? 'RSA' : 'ECDSA';
  const user = options.user ?? getDefaultUser(communicator);
  const own = options.ssh_authorized_key_file === undefined ? makeKeyPair(type) : undefined;
  const key = own?.public ?? (await readAuthorizedKey(context, options.ssh_authorized_key_file ?? ''));
  const hostKey =
    options.ssh_host_key_file === undefined
      ? makeKeyPair(type).private
      : await ports.files.readText(resolve(context.baseDirectory, options.ssh_host_key_file));
  const proxy = await openProxy({
    machine: { communicator, ports, folder: files.folder, signal },
    guest: { username: user, key },
    hostKey,
    port: options.local_port,
    sftpCommand: options.sftp_command,
  });
  return {
    host: '127.0.0.1',
    port: String(proxy.port),
    user,
    connection: 'ssh',
    keyFile: own && (await files.write('key', own.private)),
    password: undefined,
    hasFreshHostKey: options.ssh_host_key_file === undefined,
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  };
}

/** Who builds a layer is root in it, and its content is not to depend on who that is outside. */
function getDefaultUser({ mountLayers }: ProvisionContext['communicator']): string {
  return mountLayers ? 'root' : userInfo().username;
}

async function readAuthorizedKey({ ports, baseDirectory }: ProvisionContext, path: string) {
  const key = readPublicKey(await ports.files.readText(resolve(baseDirectory, path)));
  if (key) return key;
  const detail = `ssh_authorized_key_file "${path}" holds no public key that can be read.`;
  const hint = 'It is one line as ssh-keygen writes it to a file that ends in .pub.';
  throw new Failure(problem('PRV008', { detail, hint }));
}

/** Undefined, with a warning where one is due, when only the door leads to the machine. */
async function getDirectTarget(
  context: ProvisionContext,
  options: AnsibleOptions,
  files: PrivateFiles,
): Promise<Target | undefined> {
  if (options.use_proxy !== false) return undefined;
  const { facts, reporter } = context;
  const text = (name: string) => (facts[name] === undefined ? '' : reveal(facts[name]));
  const connection = text('ConnType');
  if (connection !== 'ssh' && connection !== 'winrm') {
    reporter.warn(
      'use_proxy is false, but the communicator is neither ssh nor winrm, so that Ansible cannot get to the machine without the proxy. It is used all the same.',
    );
    return undefined;
  }
  if (text('Host') === '') {
    reporter.warn(
      'use_proxy is false, but the machine has no address to give to Ansible. The proxy is used.',
    );
    return undefined;
  }
  const uses = connection === 'ssh' ? 'ssh keys' : 'WinRM Password';
  reporter.say(`Not using Proxy adapter for Ansible run:\n\tUsing ${uses} from Packer communicator...`);
  const keyFile = connection === 'ssh' ? await getKeyFile(context, files) : undefined;
  return {
    host: text('Host'),
    port: text('Port'),
    user: options.user ?? (text('User') || userInfo().username),
    connection,
    keyFile,
    password: getPassword(context, keyFile),
    hasFreshHostKey: false,
    [Symbol.asyncDispose]: async () => {},
  };
}

/** What logs in where no key does. */
function getPassword({ facts }: ProvisionContext, keyFile: string | undefined): Text | undefined {
  const { Password: password, SSHAgentAuth: agent } = facts;
  const isWanted = keyFile === undefined && String(agent) !== 'true';
  return isWanted && password !== undefined && reveal(password) !== '' ? password : undefined;
}

async function getKeyFile(
  { facts, baseDirectory, ports }: ProvisionContext,
  files: PrivateFiles,
): Promise<string | undefined> {
  const path = facts['SSHPrivateKeyFile'] === undefined ? '' : reveal(facts['SSHPrivateKeyFile']);
  if (path.startsWith('~/')) return join(ports.environment.home, path.slice(2));
  if (path !== '') return isAbsolute(path) ? path : resolve(baseDirectory, path);
  const key = facts['SSHPrivateKey'] === undefined ? '' : reveal(facts['SSHPrivateKey']);
  return key === '' ? undefined : files.write('machine-key', `${key.trimEnd()}\n`);
}
