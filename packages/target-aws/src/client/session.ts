import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { EBS } from '@aws-sdk/client-ebs';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { IAM } from '@aws-sdk/client-iam';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { SSM } from '@aws-sdk/client-ssm';
import type { STS } from '@aws-sdk/client-sts';

/**
 * One login to AWS and the services behind it. A client is made when it is first asked for, one for each region, and its
 * part of the SDK is loaded then: everything else imports types of the SDK alone.
 */
export interface AwsSession {
  /** Where what names no region of its own is done. */
  readonly region: string;
  ec2(region?: string): EC2;
  /**
   * Tries no request again: for what AWS has neither a token nor a name of its own. Who asks looks whether a request whose
   * answer was lost was carried out.
   */
  ec2Once(region?: string): EC2;
  /** Tries no request again: who puts blocks does so, with one budget for all of them. */
  ebs(region?: string): EBS;
  ssm(region?: string): SSM;
  autoScaling(region?: string): AutoScaling;
  secretsManager(region?: string): SecretsManager;
  /** Global: the region decides only who is asked. */
  iam(): IAM;
  sts(): STS;
  /** Whom AWS takes one for; asked once. @throws Failure when AWS does not accept the credentials */
  caller(): Promise<AwsCaller>;
  /** Lets go of every connection. */
  close(): void;
}

export interface AwsCaller {
  /** Twelve digits. */
  readonly account: string;
  /** `arn:aws:iam::123456789012:user/ci`; its second part is the partition: `aws`, `aws-cn`, `aws-us-gov`. */
  readonly arn: string;
}
