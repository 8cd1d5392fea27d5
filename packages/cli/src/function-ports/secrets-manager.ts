import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { RemoteAnswer } from '@strata/hcl';
import { quietAwsSdk } from '@strata/sdk/node';
import { reasonOf } from './reasons';
import type { RemoteService } from './service';

/** Reads a secret of AWS Secrets Manager, its current version. Region and credentials come from where AWS's tools look. */
export const readSecretsManager: RemoteService = async (name, { signal }) => {
  if (name === '') return { problem: 'at least one secret name must be provided' };
  quietAwsSdk();
  const client = new SecretsManagerClient({});
  try {
    const command = new GetSecretValueCommand({ SecretId: name, VersionStage: 'AWSCURRENT' });
    const { SecretString: text } = await client.send(command, { abortSignal: signal });
    return text === undefined ? { problem: `the secret "${name}" of AWS is not a text but bytes` } : { text };
  } catch (error) {
    signal.throwIfAborted();
    return getAnswer(error as Error, name);
  } finally {
    client.destroy();
  }
};

const credentials =
  'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in AWS_PROFILE, or run "aws sso login"';

/** By the names that the SDK and the service give their errors. */
const problems: Readonly<Record<string, (name: string) => string>> = {
  ResourceNotFoundException: (name) =>
    `AWS Secrets Manager has no secret "${name}" in this account and region: check the name, AWS_REGION and AWS_PROFILE`,
  AccessDeniedException: (name) =>
    `AWS refused to show the secret "${name}": the credentials need secretsmanager:GetSecretValue on it`,
  DecryptionFailure: (name) =>
    `AWS could not decrypt the secret "${name}": the credentials need kms:Decrypt on its key`,
  CredentialsProviderError: () => `there are no credentials for AWS: ${credentials}`,
  UnrecognizedClientException: () => `AWS does not know these credentials: ${credentials}`,
  InvalidSignatureException: () => `AWS does not accept the signature of these credentials: ${credentials}`,
  ExpiredTokenException: () => `the credentials for AWS have expired: ${credentials}`,
};

function getAnswer(error: Error, name: string): RemoteAnswer {
  if (error.message.includes('Region is missing'))
    return { problem: 'AWS_REGION is not set, and no profile names a region' };
  const known = problems[error.name];
  return { problem: known ? known(name) : `AWS Secrets Manager failed for "${name}": ${reasonOf(error)}` };
}
