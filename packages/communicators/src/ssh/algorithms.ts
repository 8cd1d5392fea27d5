import type { Algorithms, CipherAlgorithm, KexAlgorithm } from 'ssh2';
import { getHostKeyKinds } from './host-key';
import type { HostKey, SshSettings } from './settings';

/** Names that `ssh_ciphers` may hold, the quickest first: AES-GCM is twice as quick as the others. */
export const ciphers = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
  'chacha20-poly1305@openssh.com',
  'aes256-cbc',
  'aes192-cbc',
  'aes128-cbc',
  '3des-cbc',
] as const satisfies readonly CipherAlgorithm[];

/** Names that `ssh_key_exchange_algorithms` may hold. */
export const keyExchanges = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha1',
  'diffie-hellman-group1-sha1',
] as const satisfies readonly KexAlgorithm[];

export type Cipher = (typeof ciphers)[number];
export type KeyExchange = (typeof keyExchanges)[number];

/** What is offered to a server. Without a wish, ssh2's own lists, which begin with AES-GCM too. */
export function getAlgorithms(settings: SshSettings, known: readonly HostKey[]): Algorithms {
  return {
    serverHostKey: getHostKeyKinds(known),
    ...(settings.ciphers && { cipher: [...settings.ciphers] }),
    ...(settings.keyExchanges && { kex: [...settings.keyExchanges] }),
  };
}
