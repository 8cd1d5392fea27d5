import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import type { AccessOptions } from '../access';
import { problem } from '../codes';
import type { SessionContext } from './context';
import { getProfile } from './credentials/chain';
import { loadSdk } from './load-sdk';
import { getGiven, getVariable, isSwitchedOn, type Variables } from './variables';

/**
 * The region to work in: of the options, the environment, the profile, or the EC2 instance that this runs on.
 *
 * @throws Failure when none of them says
 */
export async function getRegion(access: Partial<AccessOptions>, context: SessionContext): Promise<string> {
  const { variables } = context.ports.environment;
  const given =
    getGiven(access.region) ??
    getVariable(variables, 'AWS_REGION', 'AWS_DEFAULT_REGION') ??
    (await readProfile(getProfile(access, variables))) ??
    (await askMachine(access, context));
  if (given !== undefined) return given;
  throw new Failure(
    problem('AWS002', {
      detail:
        'Nothing says in which region of AWS to work: neither the option `region` nor AWS_REGION nor AWS_DEFAULT_REGION is set, and no profile names one.',
      hint: 'Write region = "eu-central-1", or set AWS_REGION.',
    }),
  );
}

/** The SDK reads the files of profiles for its clients; one is asked what it found. */
async function readProfile(profile: string | undefined): Promise<string | undefined> {
  const { STSClient } = loadSdk.sts();
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}

/** Source: EC2 user guide, "Use the Instance Metadata Service". */
const METADATA = 'http://169.254.169.254';
const TOKEN_SECONDS = '60';

/** It answers at once, or this is no instance. Milliseconds. */
const PATIENCE = 1_000;

async function askMachine(
  { skip_metadata_api_check: isSkipped }: Partial<AccessOptions>,
  { ports, signal }: SessionContext,
): Promise<string | undefined> {
  const { variables } = ports.environment;
  if (isSkipped || isSwitchedOn(variables, 'AWS_EC2_METADATA_DISABLED')) return undefined;
  const server = getServer(variables);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const token = await ports.http.send(`${server}/latest/api/token`, {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS },
      signal: limited,
    });
    const answer = await ports.http.get(`${server}/latest/meta-data/placement/region`, {
      headers: { 'x-aws-ec2-metadata-token': await text(token.body) },
      signal: limited,
    });
    const region = await text(answer.body);
    return answer.status === 200 ? getGiven(region.trim()) : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function getServer(variables: Variables): string {
  return (getVariable(variables, 'AWS_EC2_METADATA_SERVICE_ENDPOINT') ?? METADATA).replace(/\/+$/, '');
}
