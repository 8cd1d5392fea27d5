import { resolve } from 'node:path';
import { createKey, type SshKey, USUAL_BITS } from '@strata/sdk';
import { makesKeyPair } from '../builders/rules/temporary';
import { ask } from '../machine/ask';
import { makeOnce } from '../machine/make-once';
import { getName } from '../machine/names';
import { getBuildTags, specifyTags, type Tags } from '../machine/tags';
import type { Work } from '../machine/work';
import { byBuild } from '../resources/find-made';
import { keyPairKind } from '../resources/key-pair';

/** The key pair of a machine, as far as this build knows it. */
export interface Login {
  /** What AWS calls it; absent where the image knows who comes. */
  readonly name?: string;
  readonly key?: SshKey;
}

const OWNER_ONLY = 0o600;

/**
 * Sees to the key that opens the machine: Packer's StepKeyPair. Packer has AWS make it, so that the private key comes over
 * the network; here it is made on this machine, which never gives it away, and AWS gets the public one.
 */
export async function makeKeyPair(work: Work, tags: Tags): Promise<Login> {
  const { context, options } = work;
  const { reporter } = context;
  const { ssh_keypair_name: given } = options;
  if (options.ssh_private_key_file) {
    reporter.say('Using existing SSH private key');
    return given ? { name: given } : {};
  }
  if (options.ssh_agent_auth) {
    reporter.say(
      given
        ? `Using SSH Agent for existing key pair ${given}`
        : 'Using SSH Agent with key pair in Source AMI',
    );
    return given ? { name: given } : {};
  }
  if (given) return { name: given };
  if (!makesKeyPair(options)) {
    reporter.say('Not using temporary keypair');
    return {};
  }
  return importKey(work, tags);
}

async function importKey(work: Work, tags: Tags): Promise<Login> {
  const { context, options, reach, region, session } = work;
  const name = options.temporary_key_pair_name || getName(reach.build, 'key');
  context.reporter.say(`Creating temporary keypair: ${name}`);
  const type = options.temporary_key_pair_type === 'ed25519' ? 'ed25519' : 'rsa';
  const key = await createKey(type, name, options.temporary_key_pair_bits ?? USUAL_BITS);
  await context.resources.note(keyPairKind, reach);
  const request = {
    KeyName: name,
    PublicKeyMaterial: Buffer.from(key.publicKey),
    TagSpecifications: specifyTags({ 'key-pair': getBuildTags(reach, tags) }),
  };
  const ec2 = session.ec2(region);
  await makeOnce(
    work,
    { action: 'ImportKeyPair', what: name },
    {
      find: async () => {
        const call = { action: 'DescribeKeyPairs', what: name };
        const found = await ask(work, call, (o) => ec2.describeKeyPairs({ Filters: byBuild(reach) }, o));
        return found.KeyPairs?.find(({ KeyName }) => KeyName === name);
      },
      make: (o) => ec2.importKeyPair(request, o),
    },
  );
  if (context.debug) await saveKey(work, key);
  return { name, key };
}

async function saveKey({ context }: Work, key: SshKey): Promise<void> {
  const { baseDirectory, buildName, ports, reporter } = context;
  const path = resolve(baseDirectory, `ec2_${buildName.replace(/[^\w.-]/gu, '-')}.pem`);
  await ports.files.remove(path);
  await ports.files.write(path, key.privateKey.reveal(), OWNER_ONLY);
  reporter.say(`Saving key for debug purposes: ${path}`);
}
