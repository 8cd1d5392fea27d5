import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSshKey } from '../../../../../packages/sdk/src/ssh-key';
import { type Bed, openBed } from '../../testing/bed';

let bed: Bed;
let folder: string;
beforeAll(async () => {
  bed = await openBed();
  folder = mkdtempSync(join(tmpdir(), 'fake-aws-keys-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bed[Symbol.asyncDispose]();
});

/** The public half of a private key, as OpenSSH works it out. */
function getPublicHalf(material: string): string {
  const path = join(folder, 'key');
  writeFileSync(path, `${material}\n`, { mode: 0o600 });
  const text = execFileSync('ssh-keygen', ['-y', '-P', '', '-f', path], { encoding: 'utf8' });
  return text.trim().split(' ').slice(0, 2).join(' ');
}

test.each(['rsa', 'ed25519'] as const)('a key of the type %s is one for OpenSSH', async (KeyType) => {
  const { KeyMaterial = '', KeyFingerprint } = await bed.ec2.createKeyPair({ KeyName: KeyType, KeyType });
  const { KeyPairs: [key] = [] } = await bed.ec2.describeKeyPairs({
    KeyNames: [KeyType],
    IncludePublicKey: true,
  });
  expect(key).toMatchObject({ KeyType, KeyFingerprint });
  expect(key?.PublicKey?.split(' ').slice(0, 2).join(' ')).toBe(getPublicHalf(KeyMaterial));
});

test('a key that is brought has the fingerprint that OpenSSH gives it', async () => {
  const { publicKey } = createSshKey('mine');
  const { KeyFingerprint } = await bed.ec2.importKeyPair({
    KeyName: 'brought',
    PublicKeyMaterial: Buffer.from(publicKey),
  });
  writeFileSync(join(folder, 'key.pub'), publicKey);
  const told = execFileSync('ssh-keygen', ['-l', '-f', join(folder, 'key.pub')], { encoding: 'utf8' });
  expect(told).toContain(`SHA256:${KeyFingerprint?.replace(/=+$/u, '')}`);
});

test('an RSA key that is brought is read, too', async () => {
  const { KeyMaterial = '' } = await bed.ec2.createKeyPair({ KeyName: 'source' });
  const { KeyFingerprint } = await bed.ec2.importKeyPair({
    KeyName: 'copy',
    PublicKeyMaterial: Buffer.from(getPublicHalf(KeyMaterial)),
  });
  expect(KeyFingerprint).toMatch(/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/u);
});

test.each(['ssh-ed25519 AAAA', 'ssh-dss AAAAB3NzaC1kc3M= old', 'nothing', 'ssh-rsa !!'])(
  '%j is no public key',
  async (text) => {
    const material = { KeyName: 'bad', PublicKeyMaterial: Buffer.from(text) };
    await expect(bed.ec2.importKeyPair(material)).rejects.toMatchObject({ name: 'InvalidKey.Format' });
  },
);

test('names are used once, and gone with their key', async () => {
  await bed.ec2.createKeyPair({ KeyName: 'once', KeyType: 'ed25519' });
  await expect(bed.ec2.createKeyPair({ KeyName: 'once' })).rejects.toMatchObject({
    name: 'InvalidKeyPair.Duplicate',
  });
  await bed.ec2.deleteKeyPair({ KeyName: 'once' });
  await bed.ec2.deleteKeyPair({ KeyName: 'once' });
  await expect(bed.ec2.describeKeyPairs({ KeyNames: ['once'] })).rejects.toMatchObject({
    name: 'InvalidKeyPair.NotFound',
  });
});

test('a name is needed', async () => {
  await expect(bed.ec2.createKeyPair({ KeyName: ' ' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(bed.ec2.deleteKeyPair({})).rejects.toMatchObject({ name: 'MissingParameter' });
});
