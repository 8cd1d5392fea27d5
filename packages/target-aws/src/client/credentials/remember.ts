import type { SessionContext } from '../context';
import type { AwsCredentials, CredentialSource } from './credentials';

/** So long before they end credentials are taken anew, in milliseconds: a request may wait before it is sent. */
const AHEAD = 5 * 60_000;

/** Asks the source once for all clients, and again when what it gave ends soon. Nothing shows what it gives. */
export function rememberCredentials(
  source: CredentialSource,
  { ports: { clock }, secrets }: SessionContext,
): CredentialSource {
  let kept: Promise<AwsCredentials> | undefined;
  const take = async () => {
    const taken = await source();
    secrets?.register(taken.secretAccessKey);
    if (taken.sessionToken !== undefined) secrets?.register(taken.sessionToken);
    return taken;
  };
  return async () => {
    const held = await kept?.catch(() => undefined);
    if (held && !endsSoon(held, clock.now())) return held;
    // Whoever waited beside this one may have begun already.
    const current = await kept?.catch(() => undefined);
    if (current === held || !kept) kept = take();
    return await kept;
  };
}

function endsSoon({ expiration }: AwsCredentials, now: number): boolean {
  return expiration !== undefined && expiration.getTime() - now < AHEAD;
}
