import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Failure } from '@strata/diagnostics';
import { connectToWindows } from '../testing/winrm-fixture';
import { startWinrmServer, type WinrmServer } from '../testing/winrm-server/start';

let server: WinrmServer;
beforeEach(async () => {
  server = await startWinrmServer({ secure: true, allowUnencrypted: false });
});
afterEach(() => server.close());

const signal = new AbortController().signal;

test('over HTTPS the password may go as it is, and files come whole', async () => {
  const connection = await connectToWindows(server, { winrm_use_ssl: true, winrm_insecure: true });
  const content = randomBytes(1_000_000);
  await connection.communicator.upload(content, 'c:/x.bin', { signal });
  await connection.close();
  expect(readFileSync(join(server.folder, 'c/x.bin')).equals(content)).toBe(true);
});

test('a certificate that a machine made itself is refused at once, with what to do', async () => {
  const error = await connectToWindows(server, { winrm_use_ssl: true }).catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw error;
  expect(error.diagnostics).toMatchObject([
    {
      code: 'COM015',
      detail: `The certificate of the machine at 127.0.0.1:${server.port} was signed by nobody who is trusted here.`,
      hint: expect.stringContaining('winrm_insecure = true'),
    },
  ]);
  expect(server.log).toEqual([]);
});

test('HTTP to a port for HTTPS says so', async () => {
  const error = await connectToWindows(server, { winrm_timeout: 0 }).catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw error;
  expect(error.diagnostics).toMatchObject([
    { code: 'COM005', hint: expect.stringContaining('winrm_use_ssl = true') },
  ]);
});

test('by NTLM files come whole, and a machine that restarts is logged in to again', async () => {
  const connection = await connectToWindows(server, {
    ...{ winrm_use_ssl: true, winrm_insecure: true, winrm_use_ntlm: true },
  });
  const content = randomBytes(1_000_000);
  await connection.communicator.upload(content, 'c:/x.bin', { signal });
  server.reboot(50);
  while (server.isUp()) await wait(5);
  while (!server.isUp()) await wait(5);
  await connection.communicator.upload(content, 'c:/y.bin', { signal });
  await connection.close();
  expect(readFileSync(join(server.folder, 'c/x.bin')).equals(content)).toBe(true);
  expect(readFileSync(join(server.folder, 'c/y.bin')).equals(content)).toBe(true);
});

// It writes other letters than those of ASCII in a way of its own.
const login = { username: 'Administrator', password: 'right:"&<' };

test.each([
  ['knows the password', login.password, '415'],
  ['does not', 'wrong', '401'],
])(
  "what stands for Windows judges another program's NTLM: one that %s (needs curl)",
  async (_, password, status) => {
    const windows = await startWinrmServer({ secure: true, basic: false, login });
    const args = ['--ntlm', '-k', '-s', '-o', '/dev/null', '-w', '%{http_code}', '-d', '', '-u'];
    const address = `https://127.0.0.1:${windows.port}/wsman`;
    const asked = await promisify(execFile)('curl', [...args, `${login.username}:${password}`, address]);
    await windows.close();
    expect(asked.stdout).toBe(status);
  },
);
