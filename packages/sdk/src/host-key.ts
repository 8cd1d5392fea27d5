import { Secret } from './secret';
import { createSshKey } from './ssh-key';

/** A key by which a machine is known before it was ever seen. */
export interface HostKey {
  /** As `ssh-keyscan` prints it after the name. */
  readonly publicKey: string;
  /** For cloud-init. The key ends with the machine: cloud-init gives each machine of the image one of its own. */
  readonly userData: Secret;
}

/** Draws the host key of a machine and writes the user data that gives it to the machine. */
export function createHostKey(): HostKey {
  const { privateKey, publicKey } = createSshKey('strata');
  const lines = privateKey.reveal().trimEnd().split('\n');
  const text = [
    '#cloud-config',
    'ssh_deletekeys: true',
    'ssh_keys:',
    '  ed25519_private: |',
    ...lines.map((line) => `    ${line}`),
    `  ed25519_public: ${publicKey}`,
    '',
  ].join('\n');
  return { publicKey: publicKey.split(' ').slice(0, 2).join(' '), userData: new Secret(text) };
}

/** As clouds take it. What is Base64 already stays, as in Packer: on one line, or on several as `base64` writes it. */
export function encodeUserData(text: string): string {
  const line = text.replace(/[\r\n]+/gu, '');
  const isEncoded = line !== '' && Buffer.from(line, 'base64').toString('base64') === line;
  return isEncoded ? line : Buffer.from(text).toString('base64');
}
