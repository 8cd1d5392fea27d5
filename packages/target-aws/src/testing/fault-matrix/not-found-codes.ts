import type { MatrixCall } from './subject';

/** What EC2 says when it does not find what an action is about. Source: EC2 API reference, "Error codes". */
const OF_EC2: readonly (readonly [action: RegExp, code: string])[] = [
  [/SpotInstanceRequest/, 'InvalidSpotInstanceRequestID.NotFound'],
  [/LaunchTemplate|Fleet/, 'InvalidLaunchTemplateId.NotFound'],
  [/RunInstances|SecurityGroup/, 'InvalidGroup.NotFound'],
  [/KeyPair/, 'InvalidKeyPair.NotFound'],
  [/Volume/, 'InvalidVolume.NotFound'],
  [/Snapshot|RegisterImage/, 'InvalidSnapshot.NotFound'],
  [/Image/, 'InvalidAMIID.NotFound'],
  [/Subnet/, 'InvalidSubnetID.NotFound'],
  [/Vpc/, 'InvalidVpcID.NotFound'],
  [/./, 'InvalidInstanceID.NotFound'],
];

const OF_OTHERS: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  ebs: { code: 'ResourceNotFoundException', status: 404 },
  iam: { code: 'NoSuchEntity', status: 404 },
  secretsmanager: { code: 'ResourceNotFoundException', status: 400 },
  ssm: { code: 'ParameterNotFound', status: 400 },
};

/** How AWS says that it does not find what a call names. */
export function getNotFoundCode({ service, action }: MatrixCall) {
  const code = OF_EC2.find(([pattern]) => pattern.test(action))?.[1] ?? 'InvalidInstanceID.NotFound';
  return OF_OTHERS[service] ?? { code, status: 400 };
}
