import type { TokenCredential } from '@azure/identity';
import type { Ports, SecretFilter } from '@strata/sdk';

/** What a login to Azure uses of the world. */
export interface SessionContext {
  readonly ports: Pick<Ports, 'clock' | 'environment' | 'http'>;
  readonly signal: AbortSignal;
  /** Is told secrets that the login takes from the environment, so that nothing shows them. */
  readonly secrets?: Pick<SecretFilter, 'register'>;
  /** Is told every request when it is over. */
  readonly observe?: (call: AzureCall) => void;
  /** Who asks, when that is known already. @default what the options or Azure's own tools say */
  readonly credential?: TokenCredential;
}

/** One request of the resource manager, with all tries that it took. */
export interface AzureCall {
  readonly method: string;
  /** Of the resource or operation. */
  readonly path: string;
  readonly status: number | undefined;
  readonly attempts: number;
  readonly milliseconds: number;
  readonly requestId?: string;
  /** Azure's code, when it failed. */
  readonly error?: string;
}
