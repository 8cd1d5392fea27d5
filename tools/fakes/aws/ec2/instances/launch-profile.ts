import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { getIam } from '../../iam/state';
import { refuse, refuseValue } from '../../refusal';

/** A profile that EC2 has heard of; IAM knows it for a while before. */
export function getProfile(
  { account, cloud }: Call<object>,
  wish: IamInstanceProfileSpecification | undefined,
): { readonly Arn: string; readonly Id: string } | undefined {
  if (!wish || (wish.Arn === undefined && wish.Name === undefined)) return undefined;
  if (wish.Arn !== undefined && wish.Name !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    );
  const { profiles } = getIam(cloud, account);
  const found = [...profiles.values()].find(({ name, arn }) => name === wish.Name || arn === wish.Arn);
  const parameter = wish.Name === undefined ? 'iamInstanceProfile.arn' : 'iamInstanceProfile.name';
  const given = wish.Name ?? wish.Arn;
  const word = wish.Name === undefined ? 'ARN' : 'name';
  if (!found?.known.look()) throw refuseValue(parameter, given, `Invalid IAM Instance Profile ${word}`);
  if (found.role === undefined)
    throw refuseValue(parameter, given, `IAM Instance Profile "${found.arn}" has no associated IAM Roles`);
  return { Arn: found.arn, Id: found.id };
}
