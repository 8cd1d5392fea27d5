import type { AzureError } from './azure-error';

/** What a failure of Azure means for whoever asked; decides what is done about it. */
export type AzureErrorKind =
  /** Nobody to ask as. */
  | 'no-credentials'
  /** Azure does not know the credentials. */
  | 'unknown-credentials'
  | 'expired-credentials'
  | 'not-permitted'
  /** The subscription has not said that it uses this part of Azure. */
  | 'not-registered'
  | 'quota'
  /** No machine of the wished kind is free there now. */
  | 'no-capacity'
  | 'throttled'
  /** No answer: the network, or a time limit of ours. */
  | 'no-answer'
  | 'untrusted'
  /** A fault of Azure's own. */
  | 'service'
  | 'not-found'
  /** A name that something else has. */
  | 'taken'
  | 'in-use'
  | 'locked'
  /** Another state is needed first. */
  | 'state'
  /** Azure is at work on the same thing; it passes. */
  | 'busy'
  | 'key'
  /** It is there, and this of it stays as it is. */
  | 'unchangeable'
  /** The machine's own system did not do its part. */
  | 'guest'
  /** Azure does not accept what was asked for. */
  | 'refused';

/** A row of the failure catalogue. */
export interface ErrorCase {
  /** Azure's codes; `*NotFound` stands for every code that ends so. */
  readonly codes: readonly string[];
  /** Tells rows of one code apart, by what Azure says. */
  readonly when?: (error: AzureError) => boolean;
  readonly kind: AzureErrorKind;
  /** What happened, in plain words, without the full stop. */
  readonly plain: string;
  /** The next step. */
  readonly hint: string;
}

/** True when Azure's words match. */
export const says =
  (pattern: RegExp) =>
  ({ message }: AzureError): boolean =>
    pattern.test(message);
