import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createSshKey } from '../../../../packages/sdk/src/ssh-key';
import type { Guest } from '../guests';

const run = promisify(execFile);
const SECOND = 1_000;
/** Of a machine that starts in software while others work. */
const TRIES = 180;

/** A key with which machines are logged in to by OpenSSH's own client. */
export interface SshLogin extends Disposable {
  /** As it stands in `authorized_keys`. */
  readonly publicKey: string;
  /** Runs a command as soon as it is let in. @returns what it said */
  exec(machine: { readonly guest: Guest; readonly user: string }, command: string): Promise<string>;
  /** Host keys that were seen. */
  readKnown(): string;
}

export function createSshLogin(): SshLogin {
  const folder = mkdtempSync(join(tmpdir(), 'fake-guests-login-'));
  const key = createSshKey('mine');
  const [keyFile, known] = [join(folder, 'key'), join(folder, 'known')];
  writeFileSync(keyFile, key.privateKey.reveal(), { mode: 0o600 });
  const options = ['StrictHostKeyChecking=no', `UserKnownHostsFile=${known}`, 'BatchMode=yes'];
  const words = [...options, 'HostKeyAlgorithms=ssh-ed25519'].flatMap((option) => ['-o', option]);
  return {
    publicKey: key.publicKey,
    async exec({ guest, user }, command) {
      const place = ['-i', keyFile, '-p', String(guest.ports.get(22)), `${user}@${guest.address}`];
      for (let tries = 1; ; tries += 1)
        try {
          return (await run('ssh', [...words, ...place, command])).stdout;
        } catch (error) {
          if (tries === TRIES) throw error;
          await sleep(SECOND);
        }
    },
    readKnown: () => readFileSync(known, 'utf8'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
