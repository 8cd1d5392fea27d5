import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where it is, and how to be let in. */
export interface Azurite extends AsyncDisposable {
  /** With the account: `http://127.0.0.1:PORT/ACCOUNT`. */
  readonly accountUrl: string;
  readonly account: string;
  /** In base64. */
  readonly key: string;
  close(): Promise<void>;
}

export interface AzuriteOptions {
  /** @default 'strataimages' */
  readonly account?: string;
  /** Speaks TLS with this, and takes tokens of Entra as well: their times and audience are looked at, no signature. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

const listening = /successfully listens on (?<address>https?:\/\/\S+)/;
const keyBytes = 64;
const preloads = ['end-with-parent.js', 'copies-of-their-own.js'].map((name) => join(__dirname, name));

/** Starts Azurite, Microsoft's own stand-in for blobs, in memory and on loopback. It ends with this process at the latest, even when that is killed. */
export async function startAzurite({
  account = 'strataimages',
  certificate,
}: AzuriteOptions = {}): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-azurite-'));
  const key = randomBytes(keyBytes).toString('base64');
  const program = findProgram();
  const child = spawn(
    process.execPath,
    [...preloads.flatMap((path) => ['--require', path]), program, ...makeArguments(folder, certificate)],
    {
      // By the environment, as Azurite takes no keys otherwise.
      env: {
        ...process.env,
        AZURITE_ACCOUNTS: `${account}:${key}`,
        STRATA_AZURITE_FOLDER: folder,
        STRATA_AZURITE_PROGRAM: program,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: folder,
    },
  );
  const close = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const address = await waitForAddress(child);
    return { accountUrl: `${address}/${account}`, account, key, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

function findProgram(): string {
  return join(require.resolve('azurite/package.json'), '../dist/src/blob/main.js');
}

function makeArguments(folder: string, certificate: AzuriteOptions['certificate']): readonly string[] {
  // Without skipping its check of versions, Azurite refuses what newer SDKs speak.
  const quiet = ['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--inMemoryPersistence'];
  const place = ['--blobHost', '127.0.0.1', '--blobPort', '0'];
  if (!certificate) return [...place, ...quiet];
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  writeFileSync(key, certificate.key, { mode: 0o600 });
  writeFileSync(cert, certificate.cert);
  return [...place, ...quiet, '--oauth', 'basic', '--key', key, '--cert', cert];
}

/** Azurite says by which port it listens, and goes on by itself. */
async function waitForAddress(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('Azurite has no output.');
  const complaints: string[] = [];
  stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}: ${complaints.join('')}`)));
    createInterface(stdout).on('line', (line) => {
      const address = listening.exec(line)?.groups?.address;
      if (address !== undefined) resolve(address);
    });
  });
}

/** All of it is in memory: there is nothing to put away. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
