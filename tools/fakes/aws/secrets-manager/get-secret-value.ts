import type { GetSecretValueRequest, GetSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import type { Action } from '../action';
import { refuse } from '../refusal';

const currentStage = 'AWSCURRENT';

/** The current version of a secret, by its name or ARN. There are no older versions here. */
export const getSecretValue: Action<GetSecretValueRequest, GetSecretValueResponse> = ({
  region,
  account,
  input,
}) => {
  const { SecretId: id = '', VersionId: version, VersionStage: stage = currentStage } = input;
  const secret = [...region.secrets].find(
    ([key, { arn, name }]) =>
      key === `${account}/${id}` || arn === id || (key === `${account}/${name}` && arn.startsWith(`${id}-`)),
  )?.[1];
  if (!secret) throw refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  if (secret.isDeleted)
    throw refuse(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  if (version !== undefined && version !== secret.versionId)
    throw refuse(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for VersionId: ${version}`,
    );
  if (stage !== currentStage)
    throw refuse(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
    );
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: secret.versionId,
    VersionStages: [currentStage],
    CreatedDate: secret.created,
    SecretString: secret.text,
    SecretBinary: secret.bytes,
  };
};
