import type { Options } from '../builders/rules/rule';
import type { AwsSession } from '../client';

/** A login to AWS, and what is to be looked at with it. */
export interface Scene {
  readonly session: AwsSession;
  readonly signal: AbortSignal;
}

/** A build that is looked at before it is begun. */
export interface BuildSubject {
  /** Type of the builder: `amazon-ebs`. */
  readonly type: string;
  /** As decoded; what is not known yet is left out. */
  readonly options: Options;
}

/** A text that an option holds; an empty one is none. */
export function getText(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
