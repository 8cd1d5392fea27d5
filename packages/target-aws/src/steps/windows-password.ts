import { constants, privateDecrypt } from 'node:crypto';
import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { reveal, Secret, type Text } from '@strata/sdk';
import { problem } from '../codes';
import type { Work } from '../machine/work';
import { waitFor } from '../wait';
import type { Login } from './key-pair';
import type { Machine } from './run-instance';

const FIRST_DELAY = 4_000;
const LONGEST_DELAY = 16_000;

/**
 * Waits for the password that Windows draws when it first starts, and decrypts it: Packer's StepGetPassword.
 *
 * @returns undefined when none is needed
 */
export async function getPassword(work: Work, machine: Machine, login: Login): Promise<Text | undefined> {
  const { context, options, region, session } = work;
  const { communicator, winrm_password: given } = options;
  if (communicator !== 'winrm' || (given !== undefined && reveal(given) !== '')) return undefined;
  const key = login.key ? login.key.privateKey.reveal() : await readKey(work);
  const { InstanceId: id } = machine;
  const { reporter } = context;
  reporter.say('Waiting for auto-generated password for instance...');
  reporter.say(
    'It is normal for this process to take up to 15 minutes, but it usually takes around 5. Please wait.',
  );
  const data = await waitFor(context, {
    request: { action: 'GetPasswordData', region, what: `the password of ${id}` },
    describe: async () =>
      (await session.ec2(region).getPasswordData({ InstanceId: id }, { abortSignal: context.signal }))
        .PasswordData,
    isDone: (text) => text.trim() !== '',
    patience: {
      limit: options.windows_password_timeout,
      firstDelay: FIRST_DELAY,
      longestDelay: LONGEST_DELAY,
    },
  });
  reporter.say('Password retrieved!');
  return new Secret(decrypt(data.trim(), key));
}

async function readKey({ context, options }: Work): Promise<string> {
  const { baseDirectory, ports } = context;
  const file = (options.ssh_private_key_file ?? '').replace(/^~(?=\/)/u, ports.environment.home);
  return ports.files.readText(resolve(baseDirectory, file));
}

/**
 * Takes the padding of PKCS #1 away by itself: Node refuses to, as a server that did so for strangers would tell them about
 * its key. Nobody can ask us.
 */
function decrypt(data: string, key: string): string {
  const block = open(data, key);
  const end = block.indexOf(0, 2);
  const isPadded = block[0] === 0 && block[1] === 2 && end > 0;
  if (!isPadded) throw fail('its padding is not that of PKCS #1');
  return block.subarray(end + 1).toString('utf8');
}

function open(data: string, key: string): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(data, 'base64'));
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error), error);
  }
}

function fail(reason: string, cause?: unknown): Failure {
  return new Failure(
    problem('AWS055', {
      detail: `The password of Windows cannot be decrypted with the key of its key pair: ${reason}.`,
      hint: 'ssh_private_key_file must be the private key of ssh_keypair_name, of the kind RSA and without a passphrase.',
    }),
    { cause },
  );
}
