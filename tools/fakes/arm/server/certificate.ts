import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server shows, and what its clients are to trust. */
export interface Certificate {
  readonly key: string;
  /** Signed by itself, so it is its own authority as well. */
  readonly cert: string;
}

let made: Certificate | undefined;

/** One for 127.0.0.1, made once in a process: Azure's SDKs send no token to what is not TLS. */
export function makeCertificate(): Certificate {
  made ??= signCertificate();
  return made;
}

function signCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'strata-fake-arm-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
    execFileSync('openssl', ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
