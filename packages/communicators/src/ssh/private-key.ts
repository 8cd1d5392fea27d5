import { createPrivateKey } from 'node:crypto';
import type { Diagnostic } from '@strata/diagnostics';
import { type ParsedKey, utils } from 'ssh2';
import { problem } from '../codes';

/** A private key that can be used, or why not. */
export type KeyResult = { readonly key: ParsedKey } | { readonly problem: Diagnostic };

/** Reads a private key in OpenSSH's or PEM form. `name` tells people which: never a part of its content. */
export function parsePrivateKey(text: string, name: string): KeyResult {
  const parsed = utils.parseKey(toKnownForm(text));
  if (parsed instanceof Error) return { problem: explain(parsed.message, text, name) };
  const [key] = [parsed].flat();
  if (key?.isPrivateKey()) return { key };
  return {
    problem: problem('COM008', {
      detail: `${name} holds a public key; the private one is needed.`,
      hint: 'It is usually the file of the same name without .pub.',
    }),
  };
}

/** ssh2 knows PKCS#1, SEC1 and OpenSSH's form; newer openssl writes PKCS#8. */
function toKnownForm(text: string): string {
  if (!text.includes('-----BEGIN PRIVATE KEY-----')) return text;
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
    if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
  } catch {
    // What is wrong with it is said by the parser that comes next.
  }
  return text;
}

function explain(message: string, text: string, name: string): Diagnostic {
  if (/encrypted|passphrase/i.test(message) || text.includes('ENCRYPTED'))
    return problem('COM008', {
      detail: `${name} is encrypted, and nobody can be asked for its passphrase.`,
      hint: 'Add it to an agent with ssh-add and set ssh_agent_auth = true, or give a key without a passphrase.',
    });
  return problem('COM008', {
    detail: `${name} is no private key that can be read (${message}).`,
    hint: 'Keys of the kinds ed25519, ecdsa and rsa are taken in OpenSSH’s or PEM form: make one with ssh-keygen -t ed25519.',
  });
}
