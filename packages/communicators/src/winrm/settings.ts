import type { Text } from '@strata/sdk';

/** Everything that a connection needs to know, checked. */
export interface WinrmSettings {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: Text;
  /** Logs in by NTLM in place of Basic. */
  readonly ntlm: boolean;
  /** HTTPS. */
  readonly secure: boolean;
  /** Takes any certificate. */
  readonly insecure: boolean;
  /** Milliseconds that the machine may take until it answers. */
  readonly timeout: number;
  /** Milliseconds between a first answer and the one that counts. */
  readonly pause?: number;
}
