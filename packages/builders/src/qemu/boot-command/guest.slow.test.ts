import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { type HttpServer, startHttpServer } from '../http';
import { parseBootCommand } from './parse';
import { findDisplay } from './testing/free-display';
import { typeBootCommand } from './type';

/** What QEMU's own network calls this machine. */
const HOST = '10.0.2.2';

const context = {
  ports: createNodePorts(),
  reporter: createRecordingReporter(),
  signal: AbortSignal.timeout(90_000),
};
const asked: string[] = [];
let folder: string;
let server: HttpServer;
let machine: ChildProcess;
let port: number;

/** A machine without a disk, whose network card brings iPXE: it runs a script of ours, and then what is typed. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-guest-'));
  server = await startHttpServer({
    directory: folder,
    address: '127.0.0.1',
    ports: { min: 20_000, max: 60_000 },
    signal: context.signal,
    onMissing: (path) => asked.push(path),
  });
  const address = `http://${HOST}:${server.port}`;
  writeFileSync(join(folder, 'boot.ipxe'), `#!ipxe\nimgfetch ${address}/begun ||\nshell\n`);
  const vnc = await findDisplay();
  port = vnc.port;
  machine = spawn(
    'qemu-system-x86_64',
    [
      ...['-machine', 'pc,accel=tcg', '-m', '64M', '-display', 'none', '-vnc', `127.0.0.1:${vnc.display}`],
      ...[
        '-boot',
        'n',
        '-netdev',
        `user,id=net,bootfile=${address}/boot.ipxe`,
        '-device',
        'e1000,netdev=net',
      ],
    ],
    { stdio: 'ignore' },
  );
}, 30_000);
afterAll(async () => {
  machine.kill('SIGKILL');
  if (machine.exitCode === null && machine.signalCode === null) await once(machine, 'exit');
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function waitFor(path: string): Promise<void> {
  while (!asked.includes(path)) await wait(50, undefined, { signal: context.signal });
}

test('a guest reads its script from the HTTP server and does what is typed', async () => {
  await waitFor('/begun');
  const path = '/Typed_by-us/aBc~1';
  const { value } = parseBootCommand(`<enter><wait>imgfetch http://${HOST}:${server.port}${path}<enter>`);
  const vnc = { host: '127.0.0.1', port };
  await typeBootCommand(context, { vnc, actions: value, keyInterval: 20, groupInterval: 0 });
  await waitFor(path);
  expect(asked).toEqual(['/begun', path]);
}, 100_000);
