import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The registry of the distribution project on loopback, as Debian packs it. */
export interface RealRegistry extends AsyncDisposable {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** `<method> <path without query> <status>` of every answer so far. */
  readonly log: () => readonly string[];
  /** Ends it at once, as a machine that fails. */
  kill(): Promise<void>;
}

export const registryLogin = { username: 'me', password: 'hunter2!' };

/** What `htpasswd -B` makes of that. */
const passwordLine = 'me:$2b$04$5HLtJeaGKeE2R5d1S./FdunEoFsmZCeAyUqNRz2bWuDXIwNdiSgoK';

/** Starts it over a folder, which is made. @param options.login demands {@link registryLogin} */
export async function startRealRegistry(
  folder: string,
  { login = false, port }: { readonly login?: boolean; readonly port?: number } = {},
): Promise<RealRegistry> {
  const host = `127.0.0.1:${port ?? (await findPort())}`;
  mkdirSync(folder, { recursive: true });
  const passwords = join(folder, 'htpasswd');
  writeFileSync(passwords, `${passwordLine}\n`);
  const settings = {
    version: 0.1,
    log: { accesslog: { disabled: false }, level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
    http: { addr: host },
    ...(login && { auth: { htpasswd: { realm: 'test', path: passwords } } }),
  };
  const file = join(folder, 'config.yml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(settings));
  // Into a file, where it is whole also while this process waits for another.
  const output = join(folder, 'output');
  const sink = openSync(output, 'a');
  const child = spawn('docker-registry', ['serve', file], { stdio: ['ignore', sink, sink] });
  closeSync(sink);
  const read = () => readFileSync(output, 'utf8');
  const ended = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  await waitUntilUp(host, () => child.exitCode !== null && read());
  return { host, log: () => getLines(read()), kill, [Symbol.asyncDispose]: kill };
}

/** Its log has lines as web servers write them. */
function getLines(text: string): readonly string[] {
  const lines = text.matchAll(/"(\w+) (\/v2\/[^ "?]*)[^"]*" (\d{3})/g);
  return [...lines].map(([, method, path, status]) => `${method} ${path} ${status}`);
}

async function findPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const patience = 10_000;
const pause = 50;

async function waitUntilUp(host: string, hasFailed: () => string | false): Promise<void> {
  for (let waited = 0; waited < patience; waited += pause) {
    const said = hasFailed();
    if (said) throw new Error(`docker-registry did not start: ${said}`);
    if (await fetch(`http://${host}/v2/`).catch(() => undefined)) return;
    await sleep(pause);
  }
  throw new Error('docker-registry did not answer');
}
