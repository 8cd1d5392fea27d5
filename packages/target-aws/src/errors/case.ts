import type { AwsError } from './aws-error';

/** What a failure of AWS means for whoever asked; decides what is done about it. */
export type AwsErrorKind =
  /** Nobody to ask as. */
  | 'no-credentials'
  | 'no-region'
  /** AWS does not know the credentials. */
  | 'unknown-credentials'
  | 'expired-credentials'
  | 'not-permitted'
  | 'region-disabled'
  | 'quota'
  /** No machine of the wished kind is free there now. */
  | 'no-capacity'
  | 'throttled'
  /** No answer: the network, or a time limit of ours. */
  | 'no-answer'
  | 'untrusted'
  /** A fault of AWS's own. */
  | 'service'
  | 'not-found'
  /** A name that something else has. */
  | 'taken'
  | 'in-use'
  | 'protected'
  /** Another state is needed first. */
  | 'state'
  | 'key'
  /** A token was used before for something else. */
  | 'repeated'
  /** AWS does not accept what was asked for. */
  | 'refused';

/** A row of the failure catalogue. */
export interface ErrorCase {
  /** AWS's codes; `*.NotFound` stands for every code that ends so. */
  readonly codes: readonly string[];
  /** Tells rows of one code apart, by what AWS says. */
  readonly when?: (error: AwsError) => boolean;
  readonly kind: AwsErrorKind;
  /** What happened, in plain words, without the full stop. */
  readonly plain: string;
  /** The next step. */
  readonly hint: string;
}

/** True when AWS's words match. */
export const says =
  (pattern: RegExp) =>
  ({ message }: AwsError): boolean =>
    pattern.test(message);
