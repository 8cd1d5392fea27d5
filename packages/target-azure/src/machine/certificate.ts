import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from '@strata/sdk';

const BITS = 2_048;
const SERIAL_BYTES = 16;
const PASSWORD_BYTES = 24;
const DAY = 24 * 60 * 60 * 1_000;
/** Clocks of two machines differ. */
const SLACK = 10 * 60 * 1_000;

/** How long a certificate holds, and of which key it is. */
interface CertificateWish {
  readonly now: number;
  readonly lasts?: number | undefined;
  readonly privateKey?: string | undefined;
}

/**
 * A certificate for a machine's WinRM, signed by itself, in the form that Azure's vaults hand to machines: JSON with a PFX,
 * in Base64. Source: "Set up WinRM for virtual machines in Azure Resource Manager".
 *
 * @param now milliseconds since 1970
 * @param lasts milliseconds that it holds; a day by default
 * @param privateKey of RSA, in PEM (PKCS #1); drawn by default
 */
export async function createCertificateSecret(
  name: string,
  { now, lasts, privateKey }: CertificateWish,
): Promise<Secret> {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const span = { from: now - SLACK, to: now + (lasts || DAY) };
  const pfx = await createPfx(name, password, { ...span, pem: privateKey ?? (await drawKey()) });
  const content = { data: pfx.toString('base64'), dataType: 'pfx', password };
  return new Secret(Buffer.from(JSON.stringify(content)).toString('base64'));
}

interface Content {
  readonly from: number;
  readonly to: number;
  readonly pem: string;
}

/** Node's own is a hundred times faster than the library's. */
async function drawKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}

async function createPfx(name: string, password: string, { from, to, pem }: Content): Promise<Buffer> {
  const { asn1, md, pkcs12, pki } = require('node-forge') as typeof import('node-forge');
  const privateKey = pki.privateKeyFromPem(pem);
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.setRsaPublicKey(privateKey.n, privateKey.e);
  // A serial number is positive: its first bit is not set.
  certificate.serialNumber = `00${randomBytes(SERIAL_BYTES).toString('hex')}`;
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(to);
  const subject = [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
  ]);
  certificate.sign(privateKey, md.sha256.create());
  // Windows Server 2016 reads no newer encryption.
  const options = { algorithm: '3des' as const, friendlyName: name };
  const container = pkcs12.toPkcs12Asn1(privateKey, [certificate], password, options);
  return Buffer.from(asn1.toDer(container).getBytes(), 'latin1');
}
