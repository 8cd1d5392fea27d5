import { timingSafeEqual } from 'node:crypto';
import type { AuthContext, ParsedKey } from 'ssh2';

/** Whom the door is open for: one user with one key. */
export interface Guest {
  readonly username: string;
  readonly key: ParsedKey;
}

/** Lets in who holds the private key, and nobody else. */
export function decide(context: AuthContext, guest: Guest): void {
  if (isWelcome(context, guest)) context.accept();
  else context.reject(['publickey']);
}

function isWelcome(context: AuthContext, { username, key }: Guest): boolean {
  if (context.method !== 'publickey' || context.username !== username) return false;
  if (!isEqual(context.key.data, key.getPublicSSH())) return false;
  const { blob, signature, hashAlgo } = context;
  // Without a signature it only asks whether it would be worth signing; that lets nobody in.
  if (!signature) return true;
  return blob !== undefined && key.verify(blob, signature, hashAlgo) === true;
}

function isEqual(one: Buffer, two: Buffer): boolean {
  return one.length === two.length && timingSafeEqual(one, two);
}
