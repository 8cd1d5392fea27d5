import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { reveal } from '../../secret';
import type { LoginOptions } from '../login-fields';
import type { AwsKey } from './sign';

const NEXT =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in aws_profile, or run "aws sso login".';

/** The key of the options, or what AWS's own tools would take: their chain is asked for it. */
export async function getAwsKey({
  aws_access_key: id,
  aws_secret_key: secret,
  aws_token: token,
  aws_profile: profile,
}: LoginOptions): Promise<AwsKey> {
  if (id !== undefined && secret !== undefined)
    return { id, secret: reveal(secret), ...(token !== undefined && { token: reveal(token) }) };
  const { defaultProvider } = loadChain();
  try {
    const found = await defaultProvider(profile === undefined ? {} : { profile })();
    const { accessKeyId, secretAccessKey, sessionToken } = found;
    return { id: accessKeyId, secret: secretAccessKey, ...(sessionToken && { token: sessionToken }) };
  } catch (error) {
    const detail = `There are no credentials for AWS: ${(error as Error).message}`;
    throw new Failure(problem('SDK013', { detail, hint: NEXT }), { cause: error });
  }
}

/** It brings a part of AWS's SDK, which few builds want. */
function loadChain() {
  return require('@aws-sdk/credential-provider-node') as typeof import('@aws-sdk/credential-provider-node');
}
