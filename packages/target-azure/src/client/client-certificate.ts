import { readFile } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** A certificate and its key in PEM, and the password of that key. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly certificatePassword?: string;
}

/**
 * Reads the certificate of an application: PEM as it is, and a PFX, which templates of Packer have and Azure's library for
 * JavaScript does not read.
 *
 * @param password of the key or of the PFX; empty without one
 * @throws Failure when the file is neither, or has another password
 */
export async function readClientCertificate(path: string, password: string): Promise<ClientCertificate> {
  const content = await readFile(path).catch((cause: Error) => {
    throw refuse(
      path,
      cause.message,
      'Correct the path: it is seen from the folder that the command runs in.',
    );
  });
  if (content.includes('-----BEGIN '))
    return {
      certificate: content.toString(),
      ...(password !== '' && { certificatePassword: password }),
    };
  return { certificate: readPfx(path, content, password) };
}

function readPfx(path: string, content: Buffer, password: string): string {
  const { asn1, pkcs12, pki } = require('node-forge') as typeof import('node-forge');
  const hint = 'Check client_cert_password, and that the file is a PFX (PKCS #12) or PEM.';
  try {
    const container = pkcs12.pkcs12FromAsn1(asn1.fromDer(content.toString('latin1')), password);
    const bags = container.safeContents.flatMap(({ safeBags }) => safeBags);
    const keys = bags.flatMap(({ key }) => (key ? [pki.privateKeyToPem(key)] : []));
    const certificates = bags.flatMap(({ cert }) => (cert ? [pki.certificateToPem(cert)] : []));
    if (keys.length > 0 && certificates.length > 0) return [...keys, ...certificates].join('');
  } catch (cause) {
    throw refuse(path, cause instanceof Error ? cause.message : String(cause), hint);
  }
  throw refuse(path, 'it holds no certificate with its key', hint);
}

function refuse(path: string, why: string, hint: string): Failure {
  return new Failure(
    problem('AZU001', { detail: `\`client_cert_path\` is ${path}, which cannot be read: ${why}.`, hint }),
  );
}
