import type { AccessOptions } from '../access';
import { toAwsFailure } from '../errors';
import { createClientMaker, type RetryMode } from './clients';
import type { SessionContext } from './context';
import { assumeRole } from './credentials/assume-role';
import type { CredentialSource } from './credentials/credentials';
import { findCredentials } from './credentials/find-credentials';
import { rememberCredentials } from './credentials/remember';
import { decodeRefusals } from './decode-refusals';
import { findCaller } from './find-caller';
import { loadSdk } from './load-sdk';
import { getRegion } from './region';
import type { AwsSession } from './session';

/**
 * Logs in to AWS as the options say: finds region and credentials, and asks AWS once whether it knows them unless
 * `skip_credential_validation` is set. Close it when the work is over.
 *
 * @throws Failure without region or credentials, and when AWS does not accept them
 */
export async function openAwsSession(
  access: Partial<AccessOptions>,
  context: SessionContext,
): Promise<AwsSession> {
  const region = await getRegion(access, context);
  const session = createSession(access, context, region, await getSource(access, context, region));
  if (access.skip_credential_validation) return session;
  try {
    await session.caller();
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

async function getSource(
  access: Partial<AccessOptions>,
  context: SessionContext,
  region: string,
): Promise<CredentialSource> {
  const first = rememberCredentials(findCredentials(access, context), context);
  const { configure } = createClientMaker(access, first, context);
  const { credentials: _, ...client } = configure('sts', region);
  const source = rememberCredentials(assumeRole(access, first, client), context);
  try {
    await source();
    return source;
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAwsFailure(error, { action: 'The search for credentials', region });
  }
}

function createSession(
  access: Partial<AccessOptions>,
  context: SessionContext,
  home: string,
  credentials: CredentialSource,
): AwsSession {
  const clients = createClientMaker(access, credentials, context);
  const { configure, watch } = clients;
  const makeEc2 = (region: string, retries?: RetryMode) => {
    const settings = configure('ec2', region, retries);
    const client = watch(new (loadSdk.ec2().EC2)(settings), { service: 'EC2', region });
    if (access.decode_authorization_messages) decodeRefusals(client, () => sts(home), context.signal);
    return client;
  };
  const ec2 = perRegion((region) => makeEc2(region));
  const ec2Once = perRegion((region) => makeEc2(region, 'none'));
  const ebs = perRegion((region) =>
    watch(new (loadSdk.ebs().EBS)(configure('ebs', region)), { service: 'EBS', region }),
  );
  const ssm = perRegion((region) =>
    watch(new (loadSdk.ssm().SSM)(configure('ssm', region)), { service: 'SSM', region }),
  );
  const autoScaling = perRegion((region) => {
    const { AutoScaling } = loadSdk.autoScaling();
    return watch(new AutoScaling(configure('autoScaling', region)), { service: 'Auto Scaling', region });
  });
  const secretsManager = perRegion((region) => {
    const { SecretsManager } = loadSdk.secretsManager();
    return watch(new SecretsManager(configure('secretsManager', region)), {
      service: 'Secrets Manager',
      region,
    });
  });
  const iam = perRegion((region) =>
    watch(new (loadSdk.iam().IAM)(configure('iam', region)), { service: 'IAM', region }),
  );
  const sts = perRegion((region) =>
    watch(new (loadSdk.sts().STS)(configure('sts', region)), { service: 'STS', region }),
  );
  return {
    region: home,
    ec2: (region = home) => ec2(region),
    ec2Once: (region = home) => ec2Once(region),
    ebs: (region = home) => ebs(region),
    ssm: (region = home) => ssm(region),
    autoScaling: (region = home) => autoScaling(region),
    secretsManager: (region = home) => secretsManager(region),
    iam: () => iam(home),
    sts: () => sts(home),
    caller: once(() => findCaller(sts(home), home, { access, signal: context.signal })),
    close: () => clients.close(),
  };
}

function perRegion<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}

/** A question that failed may be asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return async () => {
    answer ??= ask();
    try {
      return await answer;
    } catch (error) {
      answer = undefined;
      throw error;
    }
  };
}
