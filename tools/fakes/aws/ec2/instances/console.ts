import { constants, publicEncrypt } from 'node:crypto';
import type {
  GetConsoleOutputRequest,
  GetConsoleOutputResult,
  GetPasswordDataRequest,
  GetPasswordDataResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { readRsaKey } from '../key-pairs/openssh';
import { settleInstance } from './settle';

/** Bytes: what EC2 keeps of a console. */
const KEPT = 65_536;

/** What stands on the first serial port, from its end; nothing at all without a machine. */
export const getConsoleOutput: Action<GetConsoleOutputRequest, GetConsoleOutputResult> = async (call) => {
  const instance = call.region.compute.instances.get(call.input.InstanceId ?? '');
  settleInstance(call, instance);
  const text = instance.guest ? await instance.guest.readConsole() : instance.lastConsole;
  return {
    InstanceId: instance.id,
    Timestamp: call.now,
    ...(text.length > 0 && { Output: text.subarray(-KEPT).toString('base64') }),
  };
};

/** What every Windows machine of the fake has. */
export const PASSWORD = 'Fake-Passw0rd;';

/** The administrator's password, for the holder of the private key. It is there once the machine has been checked. */
export const getPasswordData: Action<GetPasswordDataRequest, GetPasswordDataResult> = (call) => {
  const { instances, keyPairs } = call.region.compute;
  const instance = instances.get(call.input.InstanceId ?? '');
  settleInstance(call, instance);
  const { launch, owner, state, checks } = instance;
  const answer = { InstanceId: instance.id, Timestamp: call.now, PasswordData: '' };
  if (launch.platform !== 'windows' || launch.keyName === undefined) return answer;
  if (state !== 'running' || !checks.look()) return answer;
  const key = keyPairs.all().find((each) => each.owner === owner && each.name === launch.keyName);
  if (!key) return answer;
  if (key.keyType !== 'rsa')
    throw refuse('UnsupportedOperation', 'Passwords can be encrypted with keys of the type rsa alone.');
  const encrypted = publicEncrypt(
    { key: readRsaKey(key.openSsh), padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(PASSWORD),
  );
  return { ...answer, PasswordData: encrypted.toString('base64') };
};
