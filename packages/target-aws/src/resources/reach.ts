import { Failure } from '@strata/diagnostics';
import type { RemoveContext } from '@strata/sdk';
import type { AccessOptions } from '../access';
import { type AwsSession, openAwsSession } from '../client';
import { problem } from '../codes';

/** How something of a build is found again: its tag, and with which login. Never a secret. */
export type Reach = {
  /** What its tag `strata:build-id` says. */
  readonly build: string;
  /** What its tag `strata:image` says. */
  readonly image: string;
  readonly region: string;
  /** The account that it is in; absent when nobody asked. */
  readonly account?: string;
  readonly profile?: string;
  readonly credentialsFile?: string;
  readonly endpoint?: string;
  readonly role?: string;
  /** What the login took that cannot be written down, for people: `keys of its template`. */
  readonly unnoted?: string;
};

/** Sessions of builds of this process, by the tags of what they make. They stay: what they are for outlives their builds. */
const own = new Map<string, AwsSession>();

/**
 * Keeps the session of a build, so that this process removes with it what the build made: a code of MFA, for one, logs in
 * once.
 */
export function keepSession(build: string, session: AwsSession): void {
  own.set(build, session);
}

/** What another process knows of the sessions of builds: nothing. */
export function forgetSessions(): void {
  own.clear();
}

/** What can be written down of a login. */
export function describeLogin(
  options: Partial<AccessOptions>,
): Pick<Reach, 'profile' | 'credentialsFile' | 'endpoint' | 'role' | 'unnoted'> {
  const {
    profile,
    shared_credentials_file: credentialsFile,
    custom_endpoint_ec2: endpoint,
    assume_role: role,
  } = options;
  const unnoted = describeUnnoted(options);
  return {
    ...(unnoted !== undefined && { unnoted }),
    ...(profile && { profile }),
    ...(credentialsFile && { credentialsFile }),
    ...(endpoint && { endpoint }),
    ...(role?.role_arn && { role: role.role_arn }),
  };
}

function describeUnnoted({
  access_key: key,
  vault_aws_engine: vault,
  mfa_code: code,
  assume_role: role,
}: Partial<AccessOptions>): string | undefined {
  if (key) return 'keys of its template';
  if (vault) return 'keys of Vault';
  if (code) return 'the code of a device';
  return role?.external_id ? 'an external id of its role' : undefined;
}

function readLogin({ region, profile, credentialsFile, endpoint, role }: Reach): Partial<AccessOptions> {
  return {
    region,
    ...(profile !== undefined && { profile }),
    ...(credentialsFile !== undefined && { shared_credentials_file: credentialsFile }),
    ...(endpoint !== undefined && { custom_endpoint_ec2: endpoint }),
    ...(role !== undefined && { assume_role: createRole(role) }),
  };
}

function createRole(arn: string): NonNullable<AccessOptions['assume_role']> {
  return {
    role_arn: arn,
    duration_seconds: undefined,
    external_id: undefined,
    policy: undefined,
    policy_arns: undefined,
    session_name: undefined,
    tags: undefined,
    transitive_tag_keys: undefined,
  };
}

/** One login for all that is removed in a go. */
const sessions = new WeakMap<AbortSignal, Map<string, Promise<AwsSession>>>();

/**
 * The session that something was made by, or one that may stand for it: in another process, what the environment says.
 *
 * @throws Failure when there is none, or it is of another account: what is there could not be seen
 */
export async function openReach(context: RemoveContext, reach: Reach): Promise<AwsSession> {
  const kept = own.get(reach.build);
  if (kept) return kept;
  const open = sessions.get(context.signal) ?? new Map<string, Promise<AwsSession>>();
  sessions.set(context.signal, open);
  const { build, image, unnoted, ...login } = reach;
  const key = JSON.stringify(login);
  const session = open.get(key) ?? openNow(context, reach);
  open.set(key, session);
  // The next removal tries again, in place of being told of a failure of before.
  session.catch(() => open.delete(key));
  return session;
}

/** The login that is written down, or else what the environment has, when that is of the same account. */
async function openNow(context: RemoveContext, reach: Reach): Promise<AwsSession> {
  const { region, endpoint, account } = reach;
  const logins = [
    readLogin(reach),
    { region, ...(endpoint !== undefined && { custom_endpoint_ec2: endpoint }) },
  ];
  const failures: Failure[] = [];
  for (const login of account === undefined ? logins.slice(0, 1) : logins)
    try {
      const session = await openAwsSession(login, context);
      if (account === undefined || (await session.caller()).account === account) return session;
      const other = (await session.caller()).account;
      session.close();
      failures.push(ofAnother(reach, other));
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
    }
  const told = failures.find(({ diagnostics }) => diagnostics[0]?.code === 'AWS057');
  throw told ?? outOfReach(reach, failures[0]);
}

function ofAnother({ build, account }: Reach, other: string): Failure {
  return new Failure(
    problem('AWS057', {
      detail: `Build ${build} left things in account ${account}, but the credentials at hand are of ${other}.`,
      hint: 'Set AWS_PROFILE to a profile of that account, and run strata sweep again.',
    }),
  );
}

function outOfReach({ build, region, account, unnoted }: Reach, failure: Failure | undefined): Failure {
  const where = account === undefined ? region : `${region} of account ${account}`;
  const because = failure?.diagnostics.map(({ detail }) => detail).join(' ') ?? '';
  const made = unnoted === undefined ? '' : ` It was made with ${unnoted}, which a ledger does not hold.`;
  return new Failure(
    problem('AWS058', {
      detail:
        `Build ${build} left things in ${where}, and nobody can log in from here to remove them.${made} ${because}`.trim(),
      hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, for that account, and run strata sweep again. Until then all of it stays in the ledger.',
    }),
    { cause: failure },
  );
}
