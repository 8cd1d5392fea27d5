import type { PartContext, Ports, SecretFilter } from '@strata/sdk';

/** What a login to AWS uses of the world. */
export interface SessionContext {
  readonly ports: Pick<Ports, 'clock' | 'environment' | 'http'> & Partial<Pick<Ports, 'ask' | 'log'>>;
  readonly signal: AbortSignal;
  /** Is told keys that were made for the login, so that nothing shows them. */
  readonly secrets?: Pick<SecretFilter, 'register'>;
  /** Is told every call when it is over. @default the log, where there is one */
  readonly observe?: (call: AwsCall) => void;
  /** Asked to warn of what may be wrong but stops nothing, and to say why it takes long. */
  readonly reporter?: Pick<PartContext['reporter'], 'warn'> & Partial<Pick<PartContext['reporter'], 'say'>>;
}

/** One call, with all tries that it took. */
export interface AwsCall {
  /** In AWS's words: `EC2`, `DescribeImages`. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly attempts: number;
  readonly milliseconds: number;
  readonly requestId?: string;
  /** AWS's code, when it failed. */
  readonly error?: string;
}
