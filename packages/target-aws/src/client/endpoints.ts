import { Failure } from '@strata/diagnostics';
import { parseHttpAddress } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { problem } from '../codes';
import { getGiven, getVariable, isSwitchedOn, type Variables } from './variables';

/** Services as AWS's tools write them in variables. Source: AWS SDKs and Tools reference guide, "Service-specific endpoints". */
export const SERVICE_VARIABLES = {
  ec2: 'EC2',
  ebs: 'EBS',
  ssm: 'SSM',
  sts: 'STS',
  iam: 'IAM',
  autoScaling: 'AUTO_SCALING',
  secretsManager: 'SECRETS_MANAGER',
} as const;

export type ServiceName = keyof typeof SERVICE_VARIABLES;

/**
 * Where a service is to be asked when not at AWS's own address; undefined leaves it to the SDK, which also reads
 * `endpoint_url` of the profile.
 *
 * @throws Failure when the variable holds no address
 */
export function getEndpoint(
  service: ServiceName,
  { custom_endpoint_ec2: custom }: Partial<AccessOptions>,
  variables: Variables,
): string | undefined {
  const given = service === 'ec2' ? getGiven(custom) : undefined;
  if (given !== undefined) return given;
  if (isSwitchedOn(variables, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')) return undefined;
  const names = [`AWS_ENDPOINT_URL_${SERVICE_VARIABLES[service]}`, 'AWS_ENDPOINT_URL'];
  const name = names.find((each) => getVariable(variables, each) !== undefined);
  const address = name && variables[name];
  if (!address || parseHttpAddress(address)) return address;
  const detail = `${name} is "${address}", which is no address that begins with http:// or https://.`;
  throw new Failure(problem('AWS032', { detail, hint: 'Write all of it, or unset the variable.' }));
}
