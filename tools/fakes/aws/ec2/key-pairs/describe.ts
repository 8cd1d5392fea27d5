import type {
  DeleteKeyPairRequest,
  DeleteKeyPairResult,
  DescribeKeyPairsRequest,
  DescribeKeyPairsResult,
  KeyPairInfo,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { showTags } from '../../rules/tags';
import type { KeyPairRecord } from '../compute/records';

const readers: FilterReaders<KeyPairRecord> = {
  'key-name': ({ name }) => name,
  'key-pair-id': ({ id }) => id,
  fingerprint: ({ fingerprint }) => fingerprint,
};

export const describeKeyPairs: Action<DescribeKeyPairsRequest, DescribeKeyPairsResult> = (call) => {
  const { KeyNames, KeyPairIds, Filters, IncludePublicKey } = call.input;
  const known = listKeyPairs(call);
  const missing = KeyNames?.find((name) => !known.some((key) => key.name === name));
  if (missing !== undefined) throw refuseUnknownKey(missing);
  if (KeyPairIds) call.region.compute.keyPairs.getAll(KeyPairIds);
  const named = known.filter(
    (key) => (KeyNames?.includes(key.name) ?? true) && (KeyPairIds?.includes(key.id) ?? true),
  );
  const shown = filterResources(named, Filters, readers);
  return { KeyPairs: shown.map((key) => showKeyPair(key, IncludePublicKey)) };
};

function showKeyPair(
  { id, name, keyType, fingerprint, openSsh, created, tags }: KeyPairRecord,
  withKey = false,
): KeyPairInfo {
  return {
    KeyPairId: id,
    KeyName: name,
    KeyType: keyType,
    KeyFingerprint: fingerprint,
    CreateTime: created,
    Tags: showTags(tags),
    ...(withKey && { PublicKey: openSsh }),
  };
}

/** A key that is not there is no error. Source: the SDK's documentation of DeleteKeyPair. */
export const deleteKeyPair: Action<DeleteKeyPairRequest, DeleteKeyPairResult> = (call) => {
  const { KeyName, KeyPairId } = call.input;
  if (KeyName === undefined && KeyPairId === undefined) throw refuseMissing('KeyName or KeyPairId');
  const { keyPairs } = call.region.compute;
  const found = listKeyPairs(call).find(({ id, name }) => name === KeyName || id === KeyPairId);
  if (found) keyPairs.remove(found.id);
  return { Return: true, ...(found && { KeyPairId: found.id }) };
};

/** Every key pair of the caller that can be seen. */
function listKeyPairs({ account, region }: Call<object>): readonly KeyPairRecord[] {
  return region.compute.keyPairs.list().filter(({ owner }) => owner === account);
}

/** @throws Refusal when there is no such key */
export function getKeyPair(call: Call<object>, name: string): KeyPairRecord {
  const found = listKeyPairs(call).find((key) => key.name === name);
  if (!found) throw refuseUnknownKey(name);
  return found;
}

function refuseUnknownKey(name: string) {
  return refuse('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
}
