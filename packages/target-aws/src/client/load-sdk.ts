import { quietAwsSdk } from '@strata/sdk/node';

/** Brings one package of AWS's SDK. Each takes up to half a second, and most commands ask AWS nothing. */
export const loadSdk = {
  ec2: () => load(() => require('@aws-sdk/client-ec2') as typeof import('@aws-sdk/client-ec2')),
  ebs: () => load(() => require('@aws-sdk/client-ebs') as typeof import('@aws-sdk/client-ebs')),
  ssm: () => load(() => require('@aws-sdk/client-ssm') as typeof import('@aws-sdk/client-ssm')),
  sts: () => load(() => require('@aws-sdk/client-sts') as typeof import('@aws-sdk/client-sts')),
  iam: () => load(() => require('@aws-sdk/client-iam') as typeof import('@aws-sdk/client-iam')),
  autoScaling: () =>
    load(() => require('@aws-sdk/client-auto-scaling') as typeof import('@aws-sdk/client-auto-scaling')),
  secretsManager: () =>
    load(
      () => require('@aws-sdk/client-secrets-manager') as typeof import('@aws-sdk/client-secrets-manager'),
    ),
  credentials: () =>
    load(() => require('@aws-sdk/credential-providers') as typeof import('@aws-sdk/credential-providers')),
  http: () => load(() => require('@smithy/node-http-handler') as typeof import('@smithy/node-http-handler')),
};

function load<T>(bring: () => T): T {
  quietAwsSdk();
  return bring();
}

/** Node's own HTTP takes its time to load, too. */
export const loadProxies = () => require('@strata/sdk/proxies') as typeof import('@strata/sdk/proxies');
