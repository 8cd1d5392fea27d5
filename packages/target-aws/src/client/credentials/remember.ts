import type { SessionContext } from '../context';
import type { AwsCredentials, CredentialSource } from './credentials';

/** So long before they end credentials are taken anew, in milliseconds: a request may wait before it is sent. */
const AHEAD = 5 * 60_000;

/** Asks the source once for all clients, and again when what it gave ends soon. Nothing shows what it gives. */
export function rememberCredentials(
  source: CredentialSource,
  { ports: { clock }, secrets }: SessionContext,
): CredentialSource {
  let kept: AwsCredentials | undefined;
  let taking: Promise<AwsCredentials> | undefined;
  const take = async () => {
    try {
      kept = await source();
      secrets?.register(kept.secretAccessKey);
      if (kept.sessionToken !== undefined) secrets?.register(kept.sessionToken);
      return kept;
    } finally {
      taking = undefined;
    }
  };
  return async () => {
    if (kept && !endsSoon(kept, clock.now())) return kept;
    taking ??= take();
    return await taking;
  };
}

function endsSoon({ expiration }: AwsCredentials, now: number): boolean {
  return expiration !== undefined && expiration.getTime() - now < AHEAD;
}
