import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Action } from '../action';

export const getCallerIdentity: Action<GetCallerIdentityRequest, GetCallerIdentityResponse> = ({
  caller,
}) => ({
  Account: caller.account,
  Arn: caller.arn,
  UserId: caller.userId,
});
