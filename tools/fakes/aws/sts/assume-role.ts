import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { Action } from '../action';
import { refuse } from '../refusal';

const seconds = { least: 900, usual: 3600, most: 43_200 };
const millisecondsInSecond = 1000;

/** A key for a time, of a role that tests have made known with `accounts.addRole`. */
export const assumeRole: Action<AssumeRoleRequest, AssumeRoleResponse> = ({ cloud, caller, input, now }) => {
  const { RoleArn: arn = '', RoleSessionName: session = '', DurationSeconds = seconds.usual } = input;
  checkPattern('roleArn', arn, /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/);
  checkPattern('roleSessionName', session, /^[\w+=,.@-]{2,64}$/);
  if (DurationSeconds < seconds.least || DurationSeconds > seconds.most)
    throw refuse(
      'ValidationError',
      `1 validation error detected: Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between ${seconds.least} and ${seconds.most}`,
    );
  const role = cloud.accounts.findRole(arn);
  if (!role || role.externalId !== input.ExternalId)
    throw refuse(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      { status: 403 },
    );
  const expires = new Date(now.getTime() + DurationSeconds * millisecondsInSecond);
  const [, , , , account = '', path = ''] = arn.split(':');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const assumed = {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    userId: `${role.id}:${session}`,
  };
  const key = cloud.accounts.addSession(assumed, expires);
  return {
    AssumedRoleUser: { Arn: assumed.arn, AssumedRoleId: assumed.userId },
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: expires,
    },
  };
};

function checkPattern(member: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value))
    throw refuse(
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`,
    );
}
