import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createSshKey, type MachineContext, type Secret } from '@strata/sdk';
import type { QemuOptions } from '../schema';

/** The keys of a machine, as far as this build knows them. */
export interface Login {
  readonly privateKey?: Secret;
  readonly publicKey: string;
}

const OWNER_ONLY = 0o600;

/**
 * Makes the key that a machine may be given while it is installed. A machine whose states are kept gets the same one each
 * time, made of a secret of the workspace: it must still open the door then.
 */
export async function getLogin(context: MachineContext, options: QemuOptions): Promise<Login> {
  const { checkpoints, ports, baseDirectory, reporter } = context;
  const { ssh_private_key_file: file } = options;
  if (file !== undefined) return { publicKey: await readPublicKey(context, file) };
  reporter.say('Creating temporary ed25519 SSH key for instance...');
  const comment = options.temporary_key_pair_name ?? 'packer';
  const key = createSshKey(comment, checkpoints?.secret('temporary ssh key'));
  if (!context.debug) return key;
  const path = join(baseDirectory, `qemu_${context.buildName.replace(/[^\w.-]/gu, '-')}.pem`);
  await ports.files.remove(path);
  await writeFile(path, key.privateKey.reveal(), { mode: OWNER_ONLY });
  reporter.say(`Saving key for debug purposes: ${path}`);
  return key;
}

/** What lies beside the private key, as `ssh-keygen` leaves it. */
async function readPublicKey({ ports, baseDirectory }: MachineContext, file: string): Promise<string> {
  const path = resolve(baseDirectory, file.replace(/^~(?=\/)/u, ports.environment.home));
  const text = await ports.files.readText(`${path}.pub`).catch(() => '');
  return text.trim();
}
