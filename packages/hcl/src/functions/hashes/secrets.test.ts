import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { compareSync } from 'bcryptjs';
import { resultOf } from '../../testing/call';
import { emptyPorts } from '../../testing/ports';

const seven = { ...emptyPorts, random: (length: number) => new Uint8Array(length).fill(7) };

const textIn = (result: string) => JSON.parse(result.slice('string: '.length)) as string;

test.each([
  ['bcrypt("hello world", 4)', '$2a$04$'],
  ['bcrypt("hello world")', '$2a$10$'],
  ['bcrypt("hello world", 1)', '$2a$10$'],
])('%s begins with %s, and the password fits it', (source, prefix) => {
  const hash = textIn(resultOf(source, seven));
  expect(hash.slice(0, prefix.length)).toBe(prefix);
  expect(compareSync('hello world', hash)).toBe(true);
  expect(compareSync('hello worlds', hash)).toBe(false);
});

test('a salt is new at each call', () => {
  let next = 0;
  const counting = { ...emptyPorts, random: (length: number) => new Uint8Array(length).fill(next++) };
  expect(resultOf('length(distinct([bcrypt("a", 4), bcrypt("a", 4)]))', counting)).toBe('number: 2');
});

test.each([
  ['bcrypt("a", 31)', 'cost 31 is too large: allowed are 4 to 14'],
  ['bcrypt("a", 4.5)', 'a whole number is required'],
  ['bcrypt("a", 4, 5)', 'bcrypt() takes no more than two arguments'],
  [`bcrypt("${'é'.repeat(37)}")`, 'a password may have up to 72 bytes in UTF-8'],
  ['[[for i in range(299): [for j in range(999): 0]], bcrypt("a")]', 'more than 300 thousand rounds'],
])('%s fails: %s', (source, reason) => {
  expect(resultOf(source)).toContain(reason);
});

describe('rsadecrypt', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = JSON.stringify(privateKey.export({ type: 'pkcs1', format: 'pem' })).replaceAll('\\n', '\\n');
  const encrypt = (message: string | Buffer) =>
    publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(message as string),
    ).toString('base64');

  test.each(['Hello, world!', '', 'zero\0 inside', 'é'.repeat(100)])('gives back %j', (message) => {
    expect(resultOf(`rsadecrypt("${encrypt(message)}", ${key})`)).toBe(`string: ${JSON.stringify(message)}`);
  });

  test('takes keys of the newer form too', () => {
    const newer = JSON.stringify(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(resultOf(`rsadecrypt("${encrypt('x')}", ${newer})`)).toBe('string: "x"');
  });

  test.each([
    ['?', key, 'cipher text must be base64-encoded'],
    ['AAAA', key, 'decryption error'],
    [Buffer.alloc(256, 1).toString('base64'), key, 'decryption error'],
    [encrypt(Buffer.from([0xff])), key, 'what was encrypted is no text in UTF-8'],
    ['AAAA', '"bad key"', 'failed to parse key: no key found'],
    [
      'AAAA',
      '"-----BEGIN RSA PRIVATE KEY-----\\nhunter2\\n-----END RSA PRIVATE KEY-----"',
      'it is no RSA private key in PEM form',
    ],
    [
      'AAAA',
      '"-----BEGIN RSA PRIVATE KEY-----\\nProc-Type: 4,ENCRYPTED\\n"',
      'password protected keys are not supported',
    ],
  ])('of %s fails', (ciphertext, given, reason) => {
    const result = resultOf(`rsadecrypt("${ciphertext}", ${given})`);
    expect(result).toContain(reason);
    expect(result).not.toContain('hunter2');
  });
});
