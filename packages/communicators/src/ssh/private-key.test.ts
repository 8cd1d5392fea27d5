import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Secret } from '@strata/sdk';
import { parsePrivateKey } from './private-key';

const passphrase = 'open sesame';
const cipher = 'aes-256-cbc';

function generate(kind: 'rsa' | 'ec', type: 'pkcs1' | 'sec1' | 'pkcs8', isEncrypted: boolean): string {
  const encoding = { type, format: 'pem', ...(isEncrypted && { cipher, passphrase }) } as const;
  const { privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export(encoding as Parameters<typeof privateKey.export>[0] & { format: 'pem' }) as string;
}

const forms = [
  ['rsa', 'pkcs1', 'ssh-rsa'],
  ['rsa', 'pkcs8', 'ssh-rsa'],
  ['ec', 'sec1', 'ecdsa-sha2-nistp256'],
  ['ec', 'pkcs8', 'ecdsa-sha2-nistp256'],
] as const;

const name = 'ssh_private_key_file = "key"';
const option = 'ssh_private_key_passphrase';

describe.each(forms)('a key of the kind %s in the form %s', (kind, type, expected) => {
  test('is read', () => {
    expect(parsePrivateKey({ text: generate(kind, type, false), name })).toMatchObject({
      key: { type: expected },
    });
  });

  test('is read with its passphrase when it is encrypted, and with no other', () => {
    const text = generate(kind, type, true);
    const read = (given?: string) =>
      parsePrivateKey({ text, name, option, passphrase: given === undefined ? given : new Secret(given) });
    expect(read(passphrase)).toMatchObject({ key: { type: expected } });
    expect(read()).toMatchObject({
      problem: { code: 'COM008', hint: expect.stringContaining(`Give it as ${option}`) },
    });
    const wrong = read('close sesame');
    expect(wrong).toMatchObject({
      problem: { code: 'COM008', detail: `${name} is encrypted, and ${option} is not its passphrase.` },
    });
    expect(JSON.stringify(wrong)).not.toContain('sesame');
  });
});

test('a key that is not encrypted does not mind a passphrase', () => {
  const text = generate('rsa', 'pkcs8', false);
  expect(parsePrivateKey({ text, name, option, passphrase })).toMatchObject({ key: { type: 'ssh-rsa' } });
});

test('a key of PuTTY is read with its passphrase', () => {
  // One of those that ssh2 itself is tested with.
  const folder = dirname(require.resolve('ssh2/package.json'));
  const puttyKey = readFileSync(join(folder, 'test/fixtures/keyParser/ppk_rsa_enc'), 'utf8');
  expect(parsePrivateKey({ text: puttyKey, name, option, passphrase: 'node.js' })).toMatchObject({
    key: { type: 'ssh-rsa' },
  });
  expect(parsePrivateKey({ text: puttyKey, name, option })).toMatchObject({
    problem: { detail: expect.stringContaining('encrypted') },
  });
});

test('what is no key is told as such', () => {
  expect(parsePrivateKey({ text: 'hello', name, option, passphrase })).toMatchObject({
    problem: { code: 'COM008', detail: expect.stringContaining('no private key that can be read') },
  });
});
