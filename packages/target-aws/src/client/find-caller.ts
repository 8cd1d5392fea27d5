import type { STS } from '@aws-sdk/client-sts';
import { Failure } from '@strata/diagnostics';
import type { AccessOptions } from '../access';
import { classifyAws, toAwsFailure } from '../errors';
import type { SessionContext } from './context';
import type { AwsCaller } from './session';

const ONLY_EC2 =
  'custom_endpoint_ec2 leads to EC2 alone. Write skip_credential_validation = true where there is nobody else to ask, or set AWS_ENDPOINT_URL.';

/** Asks STS who one is. @throws Failure when it does not know, or does not answer */
export async function findCaller(
  sts: STS,
  region: string,
  { access, signal }: Pick<SessionContext, 'signal'> & { readonly access: Partial<AccessOptions> },
): Promise<AwsCaller> {
  try {
    const { Account = '', Arn = '' } = await sts.getCallerIdentity({}, { abortSignal: signal });
    return { account: Account, arn: Arn };
  } catch (error) {
    signal.throwIfAborted();
    const failure = toAwsFailure(error, { action: 'GetCallerIdentity', region });
    const isAlone = !!access.custom_endpoint_ec2 && classifyAws(error) === 'no-answer';
    throw isAlone && failure instanceof Failure ? withHint(failure, ONLY_EC2) : failure;
  }
}

function withHint(failure: Failure, hint: string): Failure {
  return new Failure(
    failure.diagnostics.map((diagnostic) => ({ ...diagnostic, hint })),
    { cause: failure.cause },
  );
}
