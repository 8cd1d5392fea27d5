import type { Communicator, Traffic } from '@strata/sdk';

/** Gives what has passed since it was called; nothing where nobody counts. */
export function watchTraffic({
  traffic,
}: Pick<Communicator, 'traffic'>): () => { readonly traffic?: Traffic } {
  const before = traffic?.();
  return () => {
    const now = traffic?.();
    if (!before || !now) return {};
    return { traffic: { sent: now.sent - before.sent, received: now.received - before.received } };
  };
}
