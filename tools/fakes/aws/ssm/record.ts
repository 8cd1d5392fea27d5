import type { Countdown } from '../state/countdown';

/** One version of a parameter. */
export interface ParameterVersion {
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly dataType: string;
  readonly value: string;
  readonly number: number;
  readonly modified: Date;
}

/** A parameter of SSM. */
export interface ParameterRecord {
  readonly name: string;
  current: ParameterVersion | undefined;
  /** A version whose value is still being looked into: SSM asks EC2 whether there is such an image. */
  checking?: { readonly version: ParameterVersion; readonly pending: Countdown; readonly isGood: boolean };
  description?: string | undefined;
  readonly tier: string;
  readonly tags: Map<string, string>;
}

/** The account that AWS's own public parameters stand under. */
export const publicAccount = 'aws';
