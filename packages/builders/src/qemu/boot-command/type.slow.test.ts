import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Secret } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { parseBootCommand } from './parse';
import { findDisplay } from './testing/free-display';
import { typeBootCommand } from './type';

const PASSWORD = 'drowssap';

let folder: string;
let machine: ChildProcess;
let port: number;
let log = '';

/** QEMU without a disk or a guest: what its keyboard is given is in its trace. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-vnc-'));
  const secret = join(folder, 'password');
  writeFileSync(secret, PASSWORD, { mode: 0o600 });
  const vnc = await findDisplay();
  port = vnc.port;
  machine = spawn(
    'qemu-system-x86_64',
    [
      ...['-machine', 'pc,accel=tcg', '-m', '32M', '-display', 'none', '-nodefaults', '-vga', 'std'],
      ...['-object', `secret,id=vnc0,file=${secret}`],
      ...['-vnc', `127.0.0.1:${vnc.display},password-secret=vnc0`, '-trace', 'input_event_key_qcode'],
    ],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  );
  machine.stderr!.on('data', (data: Buffer) => {
    log += data.toString();
  });
}, 30_000);
afterAll(async () => {
  machine.kill('SIGKILL');
  if (machine.exitCode === null && machine.signalCode === null) await once(machine, 'exit');
  rmSync(folder, { recursive: true });
});

async function type(text: string, password: string): Promise<void> {
  const context = {
    ports: createNodePorts(),
    reporter: createRecordingReporter(),
    signal: AbortSignal.timeout(20_000),
  };
  const vnc = { host: '127.0.0.1', port, password: new Secret(password) };
  const actions = parseBootCommand(text).value;
  for (;;)
    try {
      return await typeBootCommand(context, { vnc, actions, keyInterval: 2, groupInterval: 0 });
    } catch (error) {
      // QEMU takes a moment to listen.
      if (!String(error).includes('ECONNREFUSED')) throw error;
      await wait(50, undefined, { signal: context.signal });
    }
}

/** The keys of the trace so far, `+` for down. */
function getKeys(): readonly string[] {
  return Array.from(
    log.matchAll(/input_event_key_qcode con -?\d+, key qcode (\w+), down ([01])/g),
    ([, key, down]) => `${down === '1' ? '+' : '-'}${key}`,
  );
}

/** QEMU hands keys on at a pace of its own. */
async function waitForKey(last: string): Promise<readonly string[]> {
  while (!getKeys().includes(last)) await wait(20);
  return getKeys();
}

test('QEMU lets nobody in who has another password', async () => {
  await expect(type('a', 'password')).rejects.toThrow(/refused the password/);
  expect(getKeys()).toEqual([]);
}, 30_000);

test('QEMU sees the keys of a US keyboard that make up the text', async () => {
  await type('aB1!~<enter><leftCtrlOn>c<leftCtrlOff><f10><pageUp>é\n<spacebar>', PASSWORD);
  const keys = [
    '+a -a +shift +b -b -shift +1 -1',
    '+shift +1 -1 -shift +shift +grave_accent -grave_accent -shift',
    '+ret -ret +ctrl +c -c -ctrl +f10 -f10 +pgup -pgup',
    // Neither has a key, of which the template is warned.
    '+unmapped -unmapped +unmapped -unmapped +spc -spc',
  ];
  expect((await waitForKey('-spc')).join(' ')).toBe(keys.join(' '));
}, 30_000);
