import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { createKey, readPublicKey, reveal, Secret, type SshKey, type Text, USUAL_BITS } from '@strata/sdk';
import { USUAL_USER } from '../builders/fields/connection';
import { problem } from '../codes';
import type { Work } from '../machine/work';

/** Who logs in to the machine, and by what. */
export interface Login {
  readonly user: string;
  /** That was made for the build. */
  readonly key?: SshKey;
  /** Of the key that logs in, made or given. */
  readonly publicKey?: string;
  /** Undefined where nobody logs in by one. */
  readonly password?: Text;
}

const OWNER_ONLY = 0o600;
const PASSWORD_LENGTH = 32;
const CLASSES = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'] as const;

/** Makes the key that opens the machine, or finds out the public one of a key that is there. */
export async function prepareLogin(work: Work): Promise<Login> {
  const { options } = work;
  if (options.communicator === 'winrm') {
    const password = isGiven(options.winrm_password) ? options.winrm_password : drawPassword();
    return { user: options.winrm_username || USUAL_USER, password };
  }
  const user = options.ssh_username || USUAL_USER;
  const password = isGiven(options.ssh_password) ? { password: options.ssh_password } : {};
  // Windows wants a password for everybody, also for whom nobody logs in as.
  const account = { user, ...(work.system === 'Windows' ? { password: drawPassword() } : {}), ...password };
  const publicKey = await readGivenKey(work);
  if (publicKey !== undefined) return { ...account, publicKey };
  // Windows reads no other keys from a certificate.
  const isRsa = work.system === 'Windows' || options.temporary_key_pair_type !== 'ed25519';
  const type = isRsa ? 'rsa' : 'ed25519';
  const bits = options.temporary_key_pair_bits ?? USUAL_BITS;
  const key = await createKey(type, 'strata', Math.max(bits, USUAL_BITS));
  if (work.context.debug) await saveKey(work, key);
  return { ...account, key, publicKey: key.publicKey };
}

function isGiven(text: Text | undefined): text is Text {
  return text !== undefined && reveal(text) !== '';
}

/** The public key of `ssh_private_key_file`. Azure puts it into the machine. */
async function readGivenKey({ context, options }: Work): Promise<string | undefined> {
  const file = options.ssh_private_key_file;
  if (!file) return undefined;
  const publicKey = readPublicKey(await context.ports.files.readText(getKeyPath(context, file)));
  if (publicKey !== undefined) return publicKey;
  throw new Failure(
    problem('AZU054', {
      detail: `\`ssh_private_key_file\` is "${file}", from which no public key for the machine can be read: neither OpenSSH's form nor RSA in PEM.`,
      hint: 'Make one with ssh-keygen -t ed25519, or take it out: a key is made for the build then.',
    }),
  );
}

/** Where a key lies that the template names. */
export function getKeyPath({ baseDirectory, ports }: Work['context'], file: string): string {
  return resolve(baseDirectory, file.replace(/^~(?=\/)/u, ports.environment.home));
}

async function saveKey({ context, names }: Work, { privateKey }: SshKey): Promise<void> {
  const build = context.buildName.replace(/[^\w.-]/gu, '-');
  const path = resolve(context.baseDirectory, `${build}-${names.machine}.pem`);
  await context.ports.files.remove(path);
  await context.ports.files.write(path, privateKey.reveal(), OWNER_ONLY);
  context.reporter.say(`Saving key for debug purposes: ${path}`);
}

/** One that Azure takes: of letters of both sizes and digits. Source: Azure REST API, `OSProfile.adminPassword`. */
function drawPassword(): Secret {
  const all = CLASSES.join('');
  const drawn = Array.from({ length: PASSWORD_LENGTH - CLASSES.length }, () => drawFrom(all));
  return new Secret([...CLASSES.map(drawFrom), ...drawn].join(''));
}

function drawFrom(letters: string): string {
  return letters[randomInt(letters.length)] ?? '';
}
