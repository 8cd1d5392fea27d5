import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** Lists of accounts; absent ones share with nobody. */
export interface SharedWith {
  readonly ami_users?: readonly string[] | undefined;
  readonly snapshot_users?: readonly string[] | undefined;
}

/** Source: AWS Account Management reference, "Account identifiers". Hyphens between the digits are for people. */
const ACCOUNT = /^\d{12}$/u;

/**
 * Whom an image is shared with, where AWS would say only of the finished image that it knows no such account. Templates
 * whose variables were not set share with empty ones.
 *
 * @throws Failure with every one that cannot be an account
 */
export function checkAccounts(options: SharedWith): void {
  const wrong = (['ami_users', 'snapshot_users'] as const).flatMap((name) =>
    (options[name] ?? [])
      .filter((account) => !ACCOUNT.test(account.replaceAll('-', '')))
      .map((account) =>
        problem('AWS032', {
          detail: `\`${name}\` holds "${account}", which is no account of AWS: those are 12 digits.`,
          hint: 'Correct it, or take it out; a variable that it comes from may not be set.',
        }),
      ),
  );
  if (wrong.length > 0) throw new Failure(wrong);
}
