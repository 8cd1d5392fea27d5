import { reveal } from '@strata/sdk';
import type { AccessOptions } from '../../access';
import type { SessionContext } from '../context';
import { createHandler, type HandlerOptions } from '../handler';
import { loadSdk } from '../load-sdk';
import { getProxies } from '../proxies';
import { getTimeLimits } from '../time-limits';
import { getGiven, getVariable, type Variables } from '../variables';
import type { CredentialSource } from './credentials';

/**
 * Where AWS's own tools look: profiles with all that they may name, web identity, containers, the machine's own role. A
 * profile that is named is the only place.
 */
export function takeChain(access: Partial<AccessOptions>, context: SessionContext): CredentialSource {
  const { variables } = context.ports.environment;
  const filepath =
    getGiven(access.shared_credentials_file) ?? getVariable(variables, 'AWS_SHARED_CREDENTIALS_FILE');
  const configFilepath = getVariable(variables, 'AWS_CONFIG_FILE');
  const profile = getProfile(access, variables);
  const options = {
    ...(profile !== undefined && { profile }),
    ...(filepath !== undefined && { filepath }),
    ...(configFilepath !== undefined && { configFilepath }),
    ...getCode(access, context),
    // Whom a profile names is asked like everybody else: within a time, and by way of the proxies.
    clientConfig: { requestHandler: createHandler(getHandlerOptions(variables)) },
  };
  if (profile !== undefined) return loadSdk.credentials().fromIni(options);
  return access.skip_metadata_api_check ? withoutMachine(options, variables) : whole(options);
}

/** Few are asked, and seldom. */
const CONNECTIONS = 5;

function getHandlerOptions(variables: Variables): HandlerOptions {
  const limits = getTimeLimits('others', variables);
  return { limits, connections: CONNECTIONS, proxies: getProxies(variables) };
}

/** `profile` of the options, or the one that the environment names. */
export function getProfile({ profile }: Partial<AccessOptions>, variables: Variables): string | undefined {
  return getGiven(profile) ?? getVariable(variables, 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE');
}

type ChainOptions = NonNullable<
  Parameters<ReturnType<typeof loadSdk.credentials>['fromNodeProviderChain']>[0]
>;

function whole(options: ChainOptions): CredentialSource {
  return loadSdk.credentials().fromNodeProviderChain(options);
}

/** The same without the metadata of EC2, which the SDK's chain has no switch for but one that holds for the process. */
function withoutMachine(options: ChainOptions, variables: Variables): CredentialSource {
  const { createCredentialChain, fromHttp, fromIni, fromTokenFile } = loadSdk.credentials();
  const isContainer =
    getVariable(variables, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI') !==
    undefined;
  return createCredentialChain(
    fromIni(options),
    fromTokenFile(options),
    ...(isContainer ? [fromHttp()] : []),
  );
}

/** The code of a device for a profile whose role asks for one: of the options, or of whoever sits there. */
function getCode({ mfa_code: code }: Partial<AccessOptions>, { ports, signal }: SessionContext) {
  if (code !== undefined && reveal(code) !== '') return { mfaCodeProvider: async () => reveal(code) };
  const { ask } = ports;
  if (!ask) return {};
  return { mfaCodeProvider: (device: string) => ask(`Code of the device ${device}: `, signal) };
}
