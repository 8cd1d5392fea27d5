import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { Failure } from '@strata/diagnostics';
import { type Envelope, encodeForSigning, open, parseEnvelope, seal } from './envelope';
import { readPrivateKey, readPublicKey } from './keys';

/** The example of the specification: Dead Simple Signing Envelope v1.0, protocol.md, "Test Vectors". */
const example: Envelope = {
  payload: 'aGVsbG8gd29ybGQ=',
  payloadType: 'http://example.com/HelloWorld',
  signatures: [
    {
      keyid: '',
      sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
    },
  ],
};
const x = '46950820868899156662930047687818585632848591499744589407958293238635476079160';
const y = '5640078356564379163099075877009565129882514886557779369047442380624545832820';

/** Bytes of a coordinate of P-256. */
const toBase64Url = (decimal: string) =>
  Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');

function getExampleKey(): string {
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: toBase64Url(x), y: toBase64Url(y) },
  });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

test('what is signed is what the specification shows', () => {
  expect(encodeForSigning('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
  // Lengths are of bytes.
  expect(encodeForSigning('ä', Buffer.from('ö')).toString()).toBe('DSSEv1 2 ä 2 ö');
});

test('the example of the specification is by its key, and by no other', () => {
  expect(open(example, readPublicKey(getExampleKey(), 'key'))).toBe('hello world');
  const { publicKey } = makePair('prime256v1');
  expect(open(example, readPublicKey(publicKey, 'key'))).toBeUndefined();
});

/** A pair of keys in PEM. */
interface Pair {
  readonly publicKey: string;
  readonly privateKey: string;
}

function makePair(kind: string, passphrase?: string): Pair {
  const { publicKey, privateKey } = generatePair(kind);
  const locked = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }).toString(),
  };
}

function generatePair(kind: string) {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519');
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: kind });
}

function tellFailure(run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
  }
}

describe.each(['ed25519', 'prime256v1', 'secp384r1', 'secp521r1'])('%s', (kind) => {
  const pair = makePair(kind);
  const key = readPublicKey(pair.publicKey, 'public');
  const envelope = seal('{"a":1}', readPrivateKey(pair.privateKey, 'private'));

  test('signs, and is known by the digest of its public key', () => {
    expect(open(envelope, key)).toBe('{"a":1}');
    expect(envelope.signatures[0]?.keyid).toBe(key.id);
  });

  test.each<[string, Partial<Envelope>]>([
    ['text', { payload: Buffer.from('{"a":2}').toString('base64') }],
    ['type', { payloadType: 'application/json' }],
    ['signature', { signatures: [{ keyid: key.id, sig: 'AAAA' }] }],
    ['missing signature', { signatures: [] }],
  ])('another %s is told apart', (_title, change) => {
    expect(open({ ...envelope, ...change }, key)).toBeUndefined();
  });

  test('one fitting signature among others is enough, in either alphabet of base64', () => {
    const [own] = envelope.signatures;
    const sig = Buffer.from(own?.sig ?? '', 'base64').toString('base64url');
    const signatures = [
      { keyid: '', sig: 'AAAA' },
      { keyid: '', sig },
    ];
    expect(open({ ...envelope, signatures }, key)).toBe('{"a":1}');
  });
});

test('keys may be encrypted, and what does not open them is told without a word of it', () => {
  const { privateKey } = makePair('ed25519', 'open sesame');
  expect(readPrivateKey(privateKey, 'a.pem', 'open sesame').digest).toBeNull();
  for (const wrong of [undefined, 'wrong words']) {
    const [told] = tellFailure(() => readPrivateKey(privateKey, 'a.pem', wrong));
    expect(told).toBe(
      'PPR062 a.pem holds no private key that can be used: it is encrypted, and the passphrase is missing or does not fit.',
    );
  }
});

test.each([
  ['rsa', 'it is of the kind rsa'],
  ['secp256k1', 'it is of the kind ec secp256k1'],
])('%s is refused', (kind, reason) => {
  const { publicKey, privateKey } = makePair(kind);
  expect(tellFailure(() => readPublicKey(publicKey, 'a')).join()).toContain(
    `PPR062 a holds no public key that can be used: ${reason}`,
  );
  expect(tellFailure(() => readPrivateKey(privateKey, 'a')).join()).toContain(reason);
});

test('a private key is none to verify with, and a text is no key', () => {
  expect(tellFailure(() => readPublicKey(makePair('ed25519').privateKey, 'a')).join()).toContain(
    'it is a private key',
  );
  expect(tellFailure(() => readPublicKey('hello', 'a')).join()).toContain('PPR062');
});

test.each([
  null,
  [],
  {},
  { payload: 'a', payloadType: 'b' },
  { payload: 1, payloadType: 'b', signatures: [] },
  { payload: 'a', payloadType: 'b', signatures: [{}] },
])('%j is no envelope', (value) => {
  expect(parseEnvelope(value)).toBeUndefined();
});
