import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Gives the digest under which sensitive values enter keys: an HMAC with a key that only this workspace on this machine
 * has, so that a changed secret rebuilds and nobody can try out guesses against a key. The key is made when first needed.
 */
export function createSecretDigest(keyFile: string): (text: string) => string {
  let key: Buffer | undefined;
  return (text) => {
    key ??= readKey(keyFile);
    return createHmac('sha256', key).update(text).digest('hex');
  };
}

function readKey(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return makeKey(path);
  }
}

/** Two processes may come here at once: the first to link its key in place wins, the other reads that one. */
function makeKey(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, randomBytes(32), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path);
}
