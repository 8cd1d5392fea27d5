import type { AwsCaller } from '../../client/session';

/** The ARN of a key, which the EBS direct APIs want in place of its id or alias. */
export function getKeyArn(key: string, { account, arn }: AwsCaller, region: string): string {
  if (key.startsWith('arn:')) return key;
  const [, partition = 'aws'] = arn.split(':');
  const name = key.startsWith('alias/') ? key : `key/${key}`;
  return `arn:${partition}:kms:${region}:${account}:${name}`;
}
