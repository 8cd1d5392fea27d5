import { arch } from 'node:os';

/** Names of processors that Vagrant, whose words are Go's, calls otherwise than Node. */
const NAMES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: 'i386' };

/** Vagrant's word for this machine's architecture. */
export function getArchitecture(): string {
  return NAMES[arch()] ?? arch();
}
