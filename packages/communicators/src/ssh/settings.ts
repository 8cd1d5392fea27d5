import type { Text } from '@strata/sdk';
import type { ParsedKey } from 'ssh2';
import type { Cipher, KeyExchange } from './algorithms';
import type { Patience } from './patience';
import type { Tunnel } from './tunnel-text';

/** Everything that a connection needs to know, checked, with the keys read. */
export interface SshSettings {
  readonly target: Hop;
  /** The machine is reached through it. */
  readonly bastion?: Hop;
  /** Never beside a bastion. */
  readonly proxy?: SocksProxy;
  readonly patience: Patience;
  /** Milliseconds between signs of life; undefined for none. */
  readonly keepAlive?: number;
  /** Milliseconds of silence after which a connection counts as lost. */
  readonly silence?: number;
  /** Milliseconds between a first connection, which is let go, and the one that stays. */
  readonly pause?: number;
  readonly pty: boolean;
  /** Socket of an agent that the machine may reach. */
  readonly forwardedAgent?: string;
  readonly ciphers?: readonly Cipher[];
  readonly keyExchanges?: readonly KeyExchange[];
  readonly localTunnels: readonly Tunnel[];
  readonly remoteTunnels: readonly Tunnel[];
}

/** A server to log in to. */
export interface Hop {
  /** For messages: `the machine`, `the bastion`. */
  readonly role: string;
  readonly host: string;
  readonly port: number;
  readonly login: Login;
  /** The only host keys that are accepted, as base64; empty for the first that is seen. */
  readonly hostKeys: readonly HostKey[];
}

export interface Login {
  readonly username: string;
  readonly key?: ParsedKey;
  /** Socket of an agent. */
  readonly agent?: string;
  readonly password?: Text;
  /** Answers questions with the password. */
  readonly interactive: boolean;
}

/** A public key of a server: `ssh-ed25519` and its bytes as base64. */
export interface HostKey {
  readonly type: string;
  readonly data: string;
}

/** A SOCKS5 proxy. */
export interface SocksProxy {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: Text;
}
