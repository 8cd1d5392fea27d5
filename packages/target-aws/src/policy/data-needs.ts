import { type Need, needAll } from './scope';

/** What data sources call of AWS, by their types. Their names may come from other data, so that all of them are meant. */
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  'amazon-ami': needAll('any', 'ec2:DescribeImages'),
  'amazon-parameterstore': needAll({ resources: ['ssm:*:*:parameter/*'] }, 'ssm:GetParameter'),
  'amazon-secretsmanager': needAll(
    { resources: ['secretsmanager:*:*:secret:*'] },
    'secretsmanager:GetSecretValue',
  ),
};

export function getDataNeeds(type: string): readonly Need[] {
  return NEEDS[type] ?? [];
}
