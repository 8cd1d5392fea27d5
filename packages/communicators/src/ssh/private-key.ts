import { createPrivateKey } from 'node:crypto';
import type { Diagnostic } from '@strata/diagnostics';
import { reveal, type Text } from '@strata/sdk';
import { type ParsedKey, utils } from 'ssh2';
import { problem } from '../codes';

/** A private key that can be used, or why not. */
export type KeyResult = { readonly key: ParsedKey } | { readonly problem: Diagnostic };

export interface KeyText {
  readonly text: string;
  /** Tells people which key: never a part of its content. */
  readonly name: string;
  readonly passphrase?: Text | undefined;
  /** The option that holds the passphrase; undefined where there is none. */
  readonly option?: string;
}

/** Reads a private key in OpenSSH's, PEM or PuTTY's form, encrypted or not. */
export function parsePrivateKey(given: KeyText): KeyResult {
  const passphrase = given.passphrase === undefined ? undefined : reveal(given.passphrase);
  const parsed = parse(given.text, passphrase);
  if (parsed instanceof Error) return { problem: explain(parsed.message, given) };
  const [key] = [parsed].flat();
  if (key?.isPrivateKey()) return { key };
  return {
    problem: problem('COM008', {
      detail: `${given.name} holds a public key; the private one is needed.`,
      hint: 'It is usually the file of the same name without .pub.',
    }),
  };
}

/** ssh2 knows PKCS#1, SEC1, OpenSSH's form and PuTTY's; newer openssl writes PKCS#8, which it turns into the first two. */
function parse(text: string, passphrase: string | undefined): ReturnType<typeof utils.parseKey> {
  if (!PKCS8.test(text)) return utils.parseKey(text, passphrase);
  try {
    const key = createPrivateKey({ key: text, ...(passphrase !== undefined && { passphrase }) });
    if (key.asymmetricKeyType === 'rsa') return parsePem(key.export({ type: 'pkcs1', format: 'pem' }));
    if (key.asymmetricKeyType === 'ec') return parsePem(key.export({ type: 'sec1', format: 'pem' }));
    return new Error(`a key of the kind ${key.asymmetricKeyType} in PKCS#8 form`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const PKCS8 = /-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/;

function parsePem(pem: string | Buffer): ReturnType<typeof utils.parseKey> {
  return utils.parseKey(pem.toString());
}

function explain(message: string, given: KeyText): Diagnostic {
  const { text, name, passphrase, option } = given;
  if (!isEncrypted(text))
    return problem('COM008', {
      detail: `${name} is no private key that can be read (${message}).`,
      hint: 'Keys of the kinds ed25519, ecdsa and rsa are taken in OpenSSH’s or PEM form: make one with ssh-keygen -t ed25519.',
    });
  const agent = 'add the key to an agent with ssh-add and set ssh_agent_auth = true';
  if (option === undefined || passphrase === undefined)
    return problem('COM008', {
      detail: `${name} is encrypted, and nobody can be asked for its passphrase.`,
      hint: option
        ? `Give it as ${option}, from a sensitive variable, or ${agent}.`
        : 'Give a key without a passphrase.',
    });
  return problem('COM008', {
    detail: `${name} is encrypted, and ${option} is not its passphrase.`,
    hint: `Try it by hand: ssh-keygen -y -f FILE. Or ${agent}.`,
  });
}

function isEncrypted(text: string): boolean {
  if (text.includes('ENCRYPTED')) return true;
  const parsed = utils.parseKey(text);
  return parsed instanceof Error && /encrypted|passphrase/i.test(parsed.message);
}
