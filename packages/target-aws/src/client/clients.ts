import type { AccessOptions } from '../access';
import { MOST_RETRIES } from '../access/fields';
import type { AwsCall, SessionContext } from './context';
import type { CredentialSource } from './credentials/credentials';
import { getEndpoint, SERVICE_VARIABLES, type ServiceName } from './endpoints';
import { formatCall } from './format-call';
import { createHandler, type HandlerOptions } from './handler';
import { type Observed, observeCalls } from './observe';
import { getProxies } from './proxies';
import { createRetries } from './retries';
import { createSlownessTeller } from './tell-slowness';
import { getTimeLimits } from './time-limits';

/** Connections to one host at a time: more requests than that wait. */
const CONNECTIONS = 50;
const BLOCK_CONNECTIONS = 128;

/** Whether the client tries requests again by itself. */
export type RetryMode = 'usual' | 'none';

export interface ClientMaker {
  /** The settings of a client of a service in a region, and what to do with the client once it is made. */
  configure(service: ServiceName, region: string, retries?: RetryMode): ClientSettings;
  /** Tells what the client does to whoever observes. */
  watch<T extends Observed>(client: T, about: Pick<AwsCall, 'service' | 'region'>): T;
  close(): void;
}

/** What all clients of the SDK take. */
export type ClientSettings = ReturnType<typeof createSettings>;

type Handler = ReturnType<typeof createHandler>;

/** Makes the settings of all clients of a login, which share its connections. */
export function createClientMaker(
  access: Partial<AccessOptions>,
  credentials: CredentialSource,
  context: SessionContext,
): ClientMaker {
  const { variables } = context.ports.environment;
  const { clock, log } = context.ports;
  const observe = context.observe ?? (log && ((call: AwsCall) => log(formatCall(call))));
  const limits = getTimeLimits('others', variables);
  const blockLimits = getTimeLimits('blocks', variables);
  const proxies = getProxies(variables);
  const handlers = new Map<string, Handler>();
  const take = (name: string, options: Omit<HandlerOptions, 'proxies'>) => {
    const handler = handlers.get(name) ?? createHandler({ ...options, proxies });
    handlers.set(name, handler);
    return handler;
  };
  const getHandler = (service: ServiceName): Handler => {
    if (service === 'ebs') return take('blocks', { limits: blockLimits, connections: BLOCK_CONNECTIONS });
    const isTrusting = service === 'ec2' && access.insecure_skip_tls_verify === true;
    return take(isTrusting ? 'trusting' : 'usual', { limits, connections: CONNECTIONS, isTrusting });
  };
  return {
    configure(service, region, retries = 'usual') {
      // Who puts blocks tries again by itself, with one budget for all of them.
      const most = service === 'ebs' || retries === 'none' ? 0 : (access.max_retries ?? MOST_RETRIES);
      const endpoint = getEndpoint(service, access, variables);
      const onThrottled = createSlownessTeller(clock, (count) =>
        tellSlowness(context, { service, region, count }),
      );
      const settings = createSettings(credentials, getHandler(service), {
        ...{ clock, signal: context.signal, most, onThrottled },
      });
      return { ...settings, region, ...(endpoint !== undefined && { endpoint }) };
    },
    watch(client, about) {
      if (observe) observeCalls(client, about, { clock, tell: observe });
      return client;
    },
    close() {
      for (const handler of handlers.values()) handler.destroy();
    },
  };
}

interface Slowness {
  readonly service: ServiceName;
  readonly region: string;
  /** Requests that were throttled of late. */
  readonly count: number;
}

function tellSlowness({ reporter }: SessionContext, { service, region, count }: Slowness): void {
  const tell = reporter?.say ?? reporter?.warn;
  const asked = `${SERVICE_VARIABLES[service]} in ${region}`;
  tell?.(`AWS takes no more requests of ${asked} for now: asking slower, and ${count} of them again.`);
}

function createSettings(
  credentials: CredentialSource,
  requestHandler: Handler,
  retries: Parameters<typeof createRetries>[0],
): {
  readonly credentials: CredentialSource;
  readonly requestHandler: Handler;
  readonly retryStrategy: ReturnType<typeof createRetries>;
  readonly maxAttempts: number;
  readonly customUserAgent: string;
  readonly region?: string;
  readonly endpoint?: string;
} {
  return {
    credentials,
    requestHandler,
    retryStrategy: createRetries(retries),
    maxAttempts: retries.most + 1,
    customUserAgent: 'strata',
  };
}
