import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real SSH server on loopback, with keys of its own, that nobody but the test can log in to. */
export interface Sshd {
  readonly port: number;
  readonly username: string;
  readonly folder: string;
  /** Path of a private key that it knows. */
  readonly key: string;
  /** As `ssh_host_keys` takes it. */
  readonly hostKey: () => Promise<string>;
  /** Ends all that are logged in, as when a cable is cut; the server itself goes on. */
  cut(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** From the next start on it shows another key. */
  changeHostKey(): Promise<void>;
  /** Makes a key that it knows too, and gives its path. */
  addKey(...options: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export interface SshdOptions {
  /** Lines of sshd_config; they come first, so that they count. */
  readonly config?: readonly string[];
  /** @default true */
  readonly sftp?: boolean;
  /** The only programs there are, busybox's, but for those. */
  readonly busyboxWithout?: readonly string[];
}

export async function startSshd({
  config = [],
  sftp = true,
  busyboxWithout,
}: SshdOptions = {}): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-sshd-'));
  const port = await getFreePort();
  const { username, uid } = userInfo();
  // Where sshd goes to before anybody is logged in; Debian makes it when the service starts.
  if (uid === 0) await mkdir('/run/sshd', { recursive: true });
  const hostKey = join(folder, 'host_key');
  const makeHostKey = async () => {
    await rm(hostKey, { force: true });
    await rm(`${hostKey}.pub`, { force: true });
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', hostKey]);
  };
  await makeHostKey();
  if (busyboxWithout) await installBusybox(join(folder, 'bin'), busyboxWithout);
  const lines = [
    ...config,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 1000',
    // What the user of this machine has in ~/.bashrc takes its time, with every command.
    `SetEnv HOME=${folder}${busyboxWithout ? ` PATH=${folder}/bin` : ''}`,
    ...(sftp ? ['Subsystem sftp internal-sftp'] : []),
  ];
  await writeFile(join(folder, 'sshd_config'), `${lines.join('\n')}\n`);
  let server = await listen(folder);
  let keys = 0;
  const addKey = async (...options: readonly string[]): Promise<string> => {
    const key = join(folder, `key-${keys++}`);
    await run('ssh-keygen', ['-q', '-N', '', '-f', key, ...options]);
    await writeFile(join(folder, 'authorized_keys'), await readFile(`${key}.pub`), { flag: 'a' });
    return key;
  };
  const stop = async () => {
    await end(server);
    await cut(folder);
  };
  return {
    port,
    username,
    folder,
    key: await addKey('-t', 'ed25519'),
    hostKey: () => readFile(`${hostKey}.pub`, 'utf8'),
    cut: () => cut(folder),
    stop,
    start: async () => {
      server = await listen(folder);
    },
    changeHostKey: makeHostKey,
    addKey,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function installBusybox(folder: string, without: readonly string[]): Promise<void> {
  await mkdir(folder);
  const { stdout } = await run('busybox', ['--install', '-s', folder]);
  if (stdout) throw new Error(stdout);
  for (const name of without) await rm(join(folder, name));
}

const sessions = new Map<string, Set<number>>();

async function listen(folder: string): Promise<ChildProcess> {
  const args = ['-D', '-e', '-f', join(folder, 'sshd_config'), '-o', 'LogLevel=VERBOSE'];
  const server = spawn('/usr/sbin/sshd', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`sshd ended: ${said}`)));
    server.stderr.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('Server listening')) resolve();
    });
  });
  sessions.set(folder, new Set(server.pid === undefined ? [] : [server.pid]));
  return server;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // Children of this server are found by its id, so they go first.
  await killChildren(server.pid);
  server.kill('SIGTERM');
  await ended;
}

async function cut(folder: string): Promise<void> {
  for (const pid of sessions.get(folder) ?? []) await killChildren(pid);
}

/** All at once, and a session before its command: it would tell how that ended. */
async function killChildren(parent: number | undefined): Promise<void> {
  if (parent === undefined) return;
  for (const pid of await findDescendants(parent))
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was just about to end.
    }
}

/** Parents come before their children. */
async function findDescendants(parent: number): Promise<readonly number[]> {
  const found = await run('pgrep', ['-P', String(parent)]).catch(() => ({ stdout: '' }));
  const children = found.stdout.split('\n').filter(Boolean).map(Number);
  const below = await Promise.all(children.map(findDescendants));
  return [...children, ...below.flat()];
}

/** Free a moment ago, which is as sure as it gets for a program that wants a number. */
export async function getFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
