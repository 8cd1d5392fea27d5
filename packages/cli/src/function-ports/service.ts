import type { RemoteAnswer, RemoteRequest } from '@strata/hcl';
import type { Ports } from '@strata/sdk';

/** What a service may touch. */
export interface ServiceContext {
  readonly ports: Pick<Ports, 'files' | 'clock' | 'environment'>;
  readonly signal: AbortSignal;
}

/** Asks one service for one thing. What is wrong is an answer too; rejects only when cancelled. */
export type RemoteService = (name: string, context: ServiceContext) => Promise<RemoteAnswer>;

/** Loads a service when a template calls for it: few do, and one brings a whole SDK. */
export const services: Readonly<Record<RemoteRequest['service'], () => RemoteService>> = {
  vault: () => (require('./vault') as typeof import('./vault')).readVault,
  consul: () => (require('./consul') as typeof import('./consul')).readConsul,
  'aws-secrets-manager': () =>
    (require('./secrets-manager') as typeof import('./secrets-manager')).readSecretsManager,
};
