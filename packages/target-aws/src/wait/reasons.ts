import type { Image, Instance, Snapshot, Volume } from '@aws-sdk/client-ec2';

/** A state that nothing comes out of. */
export interface FailedState {
  /** In AWS's word: `failed`. */
  readonly state: string;
  /** In AWS's words. */
  readonly reason?: string;
  readonly hint: string;
}

const KEY =
  'Often the encryption key: it must be enabled, in this region, and the credentials need kms:CreateGrant on it.';

/** What AWS's codes of dead instances mean. Source: EC2 user guide, "Troubleshoot instance launch issues". */
const HINTS: readonly (readonly [code: RegExp, hint: string])[] = [
  [/^Client\.InternalError/, KEY],
  [/KMS|key/i, KEY],
  [/VolumeLimitExceeded/, 'Remove volumes that nobody needs, or ask for more under "Service Quotas".'],
  [/^Server\.InternalError/, 'A fault of AWS: build again.'],
  [/InsufficientInstanceCapacity/, 'Name several types or zones, or build again later.'],
  [/SpotInstance/, 'AWS took the spot instance back: build again, or without spot_price.'],
  [
    /InstanceInitiatedShutdown/,
    'Something inside the machine shut it down: look at the end of its console and of the provisioners.',
  ],
  [/UserInitiatedShutdown/, 'Somebody else ended it.'],
  [/InvalidSnapshot/, 'A snapshot that its disks come from is gone or is not shared with this account.'],
];

function getHint(text: string): string {
  const usual = 'Run the command again; when it stays so, ask the support of AWS with the id.';
  return HINTS.find(([pattern]) => pattern.test(text))?.[1] ?? usual;
}

function fail(state: string, ...words: readonly (string | undefined)[]): FailedState {
  const reason = words.filter((word) => word !== undefined && word !== '').join(': ');
  return { state, hint: getHint(reason), ...(reason !== '' && { reason }) };
}

const DEAD_IMAGES: ReadonlySet<string | undefined> = new Set(['failed', 'error', 'invalid', 'deregistered']);

export function getFailedImage({ State: state, StateReason: reason }: Image): FailedState | undefined {
  return DEAD_IMAGES.has(state) ? fail(String(state), reason?.Code, reason?.Message) : undefined;
}

export function getFailedSnapshot({
  State: state,
  StateMessage: message,
}: Snapshot): FailedState | undefined {
  return state === 'error' ? fail(state, message) : undefined;
}

export function getFailedVolume({ State: state }: Volume): FailedState | undefined {
  return state === 'error' || state === 'deleting' || state === 'deleted' ? fail(state) : undefined;
}

/** For waits until an instance runs or is stopped: one that ends never is. */
export function getEndedInstance({ State: state, StateReason: reason }: Instance): FailedState | undefined {
  const name = state?.Name;
  const isEnded = name === 'shutting-down' || name === 'terminated';
  return isEnded ? fail(name, reason?.Code, reason?.Message) : undefined;
}
