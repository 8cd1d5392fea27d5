import { autoScalingActions } from '../auto-scaling/actions';
import { iamActions } from '../iam/actions';
import { secretsManagerActions } from '../secrets-manager/actions';
import { ssmActions } from '../ssm/actions';
import { stsActions } from '../sts/actions';
import { createAwsJson } from '../wire/aws-json';
import { createAwsQuery } from '../wire/aws-query';
import { ebs } from './ebs';
import { ec2 } from './ec2';
import { createJsonRefusals, createQueryRefusals, type Service } from './service';

const sts: Service = {
  name: 'sts',
  protocol: createAwsQuery('https://sts.amazonaws.com/doc/2011-06-15/'),
  refusals: createQueryRefusals('sts'),
  actions: stsActions,
  load: () => import('@aws-sdk/client-sts'),
};

const iam: Service = {
  name: 'iam',
  protocol: createAwsQuery('https://iam.amazonaws.com/doc/2010-05-08/'),
  refusals: createQueryRefusals('iam'),
  actions: iamActions,
  load: () => import('@aws-sdk/client-iam'),
};

const autoScaling: Service = {
  name: 'autoscaling',
  protocol: createAwsQuery('http://autoscaling.amazonaws.com/doc/2011-01-01/'),
  refusals: createQueryRefusals('autoscaling'),
  actions: autoScalingActions,
  load: () => import('@aws-sdk/client-auto-scaling'),
};

const ssm: Service = {
  name: 'ssm',
  protocol: createAwsJson('1.1'),
  refusals: createJsonRefusals('ssm'),
  actions: ssmActions,
  load: () => import('@aws-sdk/client-ssm'),
};

const secretsManager: Service = {
  name: 'secretsmanager',
  protocol: createAwsJson('1.1'),
  refusals: createJsonRefusals('secretsmanager'),
  actions: secretsManagerActions,
  load: () => import('@aws-sdk/client-secrets-manager'),
};

const services = [ec2, ebs, sts, iam, autoScaling, ssm, secretsManager];

/** Finds a service by the name that it has in signatures. */
export function findService(name: string): Service | undefined {
  return services.find((service) => service.name === name);
}
