import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
