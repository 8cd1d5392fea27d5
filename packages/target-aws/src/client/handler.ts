import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { loadSdk } from './load-sdk';
import type { TimeLimits } from './time-limits';

export interface HandlerOptions {
  readonly limits: TimeLimits;
  /** Connections to one host at a time. */
  readonly connections: number;
  /** Takes any certificate. */
  readonly isTrusting?: boolean;
}

/**
 * Sends requests, and gives each up after its time: `requestTimeout` alone only warns, and holds until an answer begins;
 * `socketTimeout` ends one that stops in the middle.
 */
export function createHandler({ limits, connections, isTrusting = false }: HandlerOptions): NodeHttpHandler {
  const { NodeHttpHandler: Handler } = loadSdk.http();
  const agent = { keepAlive: true, maxSockets: connections };
  return new Handler({
    connectionTimeout: limits.connect,
    requestTimeout: limits.answer,
    socketTimeout: limits.answer,
    throwOnRequestTimeout: true,
    // Many wait for a connection when many images are published: that is no trouble.
    socketAcquisitionWarningTimeout: limits.answer,
    httpAgent: agent,
    httpsAgent: { ...agent, ...(isTrusting && { rejectUnauthorized: false }) },
  });
}
