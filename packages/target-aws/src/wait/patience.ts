import type { AccessOptions } from '../access';

/** How long something is waited for, and how often it is looked at. Milliseconds. */
export interface Patience {
  readonly limit: number;
  /** Pause before the second look; pauses double from there. */
  readonly firstDelay: number;
  readonly longestDelay: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Pauses are powers of two times each other, so that waits that began at other times still look together. */
const firstDelay = SECOND;
const longestDelay = 16 * SECOND;

/** Patience of Packer's waits. Source: Packer's documentation, "Polling Configuration". */
export const patience = {
  image: { limit: 30 * MINUTE, firstDelay, longestDelay },
  /** A copy to another region: the whole disk moves. */
  copy: { limit: 60 * MINUTE, firstDelay, longestDelay },
  snapshot: { limit: 60 * MINUTE, firstDelay, longestDelay },
  instance: { limit: 10 * MINUTE, firstDelay, longestDelay: 8 * SECOND },
  volume: { limit: 10 * MINUTE, firstDelay, longestDelay: 8 * SECOND },
} as const satisfies Readonly<Record<string, Patience>>;

/** After this, what AWS does not find was never made. Source: AWS's guide on eventual consistency, with its minute doubled. */
export const VISIBLE_WITHIN = 3 * MINUTE;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What the template or the environment says in place of the usual patience: `aws_polling`, `AWS_MAX_ATTEMPTS`,
 * `AWS_POLL_DELAY_SECONDS`, as in Packer. One of them alone changes only what it says.
 */
export function getPatience(
  usual: Patience,
  { aws_polling: polling }: Pick<Partial<AccessOptions>, 'aws_polling'>,
  variables: Variables,
): Patience {
  const attempts = polling?.max_attempts ?? getCount(variables['AWS_MAX_ATTEMPTS']);
  const seconds = polling?.delay_seconds ?? getCount(variables['AWS_POLL_DELAY_SECONDS']);
  if (attempts === undefined && seconds === undefined) return usual;
  const delay = seconds === undefined ? usual.longestDelay : seconds * SECOND;
  return {
    limit: attempts === undefined ? usual.limit : attempts * delay,
    firstDelay: seconds === undefined ? usual.firstDelay : delay,
    longestDelay: delay,
  };
}

function getCount(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
