import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { createKey, reveal } from '@strata/sdk';
import type { Work } from '../machine/work';
import { getProblem } from '../testing/get-problem';
import { openStep } from '../testing/open-step';
import { getPassword } from './windows-password';

const BITS = 1_024;
const machine = { InstanceId: 'i-0123456789abcdef0' };
const windows = { communicator: 'winrm', winrm_username: 'Administrator' };

/** A work whose machine gives its password at the third look. */
function withPassword(work: Work, data: string): Work {
  let looks = 0;
  const ec2 = work.session.ec2();
  const getPasswordData = async () => ({ PasswordData: ++looks < 3 ? '' : data, $metadata: {} });
  return {
    ...work,
    session: { ...work.session, ec2: () => Object.assign(Object.create(ec2), { getPasswordData }) },
  };
}

const encrypt = (text: string, privateKey: string) =>
  publicEncrypt(
    { key: createPublicKey(privateKey), padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(text),
  ).toString('base64');

test('the password of Windows is waited for, and decrypted with the key of the build', async () => {
  await using step = await openStep();
  const key = await createKey('rsa', 'build', BITS);
  const work = withPassword(await step.open(windows), encrypt('s3cret!', key.privateKey.reveal()));
  const password = await getPassword(work, machine, { name: 'k', key });
  expect([password && reveal(password), String(password)]).toEqual(['s3cret!', '<sensitive>']);
});

test('another key is told', async () => {
  await using step = await openStep();
  const [key, other] = [await createKey('rsa', 'a', BITS), await createKey('rsa', 'b', BITS)];
  const work = withPassword(await step.open(windows), encrypt('s3cret!', other.privateKey.reveal()));
  expect(await getProblem(getPassword(work, machine, { key }))).toMatch(/^AWS055 .*ssh_private_key_file/);
});

test.each([[{}], [{ ...windows, winrm_password: 'known' }]])('none is needed with %j', async (given) => {
  await using step = await openStep();
  expect(await getPassword(await step.open(given), machine, {})).toBeUndefined();
});
