/** How long a machine is waited for. An absent bound is no bound. */
export interface Patience {
  /** Milliseconds. */
  readonly timeout?: number;
  /** Refused logins. */
  readonly attempts?: number;
}

const DEFAULT: Patience = { timeout: 5 * 60_000, attempts: 10 };

/** The defaults hold only when neither is set; one alone leaves the other without bound. Source: Packer, "SSH communicator". */
export function getPatience(timeout: number | undefined, attempts: number | undefined): Patience {
  // Zero is Packer's "not set".
  if (!timeout && !attempts) return DEFAULT;
  return { ...(timeout ? { timeout } : {}), ...(attempts ? { attempts } : {}) };
}
