import type {
  CreateKeyPairRequest,
  ImportKeyPairRequest,
  ImportKeyPairResult,
  KeyPair,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseValue } from '../../refusal';
import { readTagSpecifications, showTags } from '../../rules/tags';
import { createId } from '../../state/ids';
import type { KeyPairRecord } from '../compute/records';
import { createKey, readPublicKey } from './openssh';

const LONGEST_NAME = 255;

/** The private half is in the answer, and nowhere else. */
export const createKeyPair: Action<CreateKeyPairRequest, KeyPair> = (call) => {
  const { KeyName: name = '', KeyType: keyType = 'rsa', KeyFormat: format = 'pem' } = call.input;
  const tags = readTagSpecifications(call.input.TagSpecifications, 'key-pair');
  if (keyType !== 'rsa' && keyType !== 'ed25519')
    throw refuseValue('keyType', keyType, 'Expected rsa or ed25519.');
  if (format !== 'pem') throw refuseValue('keyFormat', format, 'The fake makes keys in the form pem alone.');
  checkName(call, name);
  const { material, fingerprint, openSsh } = createKey(keyType, name);
  const record = addKeyPair(call, { name, keyType, fingerprint, openSsh, tags });
  return {
    KeyPairId: record.id,
    KeyName: name,
    KeyFingerprint: fingerprint,
    KeyMaterial: material,
    Tags: showTags(tags),
  };
};

/** Takes the public half of a key of the caller's own. */
export const importKeyPair: Action<ImportKeyPairRequest, ImportKeyPairResult> = (call) => {
  const { KeyName: name = '', PublicKeyMaterial: material, TagSpecifications } = call.input;
  const tags = readTagSpecifications(TagSpecifications, 'key-pair');
  checkName(call, name);
  const openSsh = Buffer.from(material ?? [])
    .toString()
    .trim();
  const key = readPublicKey(openSsh);
  if (!key) throw refuse('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
  const record = addKeyPair(call, { name, ...key, openSsh, tags });
  return {
    KeyPairId: record.id,
    KeyName: name,
    KeyFingerprint: key.fingerprint,
    Tags: showTags(tags),
  };
};

function checkName({ account, region }: Call<object>, name: string): void {
  if (name === '' || name.length > LONGEST_NAME || !/^[\x20-\x7e]+$/u.test(name) || name.trim() !== name)
    throw refuseValue('keyName', name, `Must be 1 to ${LONGEST_NAME} ASCII characters.`);
  const isTaken = region.compute.keyPairs.all().some((key) => key.owner === account && key.name === name);
  if (isTaken) throw refuse('InvalidKeyPair.Duplicate', `The keypair already exists`);
}

function addKeyPair(
  { account, cloud, region, now }: Call<object>,
  what: Pick<KeyPairRecord, 'name' | 'keyType' | 'fingerprint' | 'openSsh' | 'tags'>,
): KeyPairRecord {
  return region.compute.keyPairs.add({
    id: createId('key'),
    owner: account,
    created: now,
    appears: cloud.startAppearing(),
    ...what,
  });
}
