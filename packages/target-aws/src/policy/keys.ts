import { type Named, type Need, needAll } from './scope';

/** Source: EBS user guide, "Permissions for IAM users" of encryption. */
const ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * What EBS does with keys of KMS in one's name. AWS's own key for EBS needs nothing: its policy lets the account use it.
 *
 * @param keys ARNs, ids or aliases, as templates name them
 */
export function getKeyNeeds(keys: readonly (string | undefined)[]): readonly Need[] {
  return [...new Set(keys)].filter(isOwnKey).flatMap((key) => {
    const scope = getScope(key);
    const isForAws = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
    const grant = { ...scope, condition: { ...scope.condition, ...isForAws } };
    return [...needAll(scope, ...ACTIONS), ...needAll(grant, 'kms:CreateGrant')];
  });
}

function isOwnKey(key: string | undefined): key is string {
  return key !== undefined && key !== '' && !key.endsWith('alias/aws/ebs');
}

/** Policies name keys by ids alone; an alias is a condition. */
function getScope(key: string): Named {
  const [, place = '*:*', name = key] = /^arn:[\w-]+:kms:([\w-]+:\d+):(.+)$/.exec(key) ?? [];
  if (name.startsWith('alias/'))
    return {
      resources: [`kms:${place}:key/*`],
      condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [name] } },
    };
  return { resources: [`kms:${place}:${name.startsWith('key/') ? name : `key/${name}`}`] };
}
