import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { PartContext } from '../../parts';
import { Secret } from '../../secret';
import type { LoginOptions } from '../login-fields';
import { getAwsKey } from './key';
import { type EcrRegistry, parseEcrRegistry } from './registry';
import { type AwsRequest, signRequest } from './sign';

/** The public registry is asked for in one region, wherever it is used. */
const PUBLIC_REGION = 'us-east-1';

/** How one of the two services is asked for a password. */
interface Service {
  readonly name: 'ecr' | 'ecr-public';
  readonly region: string;
  readonly url: URL;
  readonly target: string;
  readonly body: string;
}

/**
 * Asks AWS for a password of ECR, by `GetAuthorizationToken` of its API. `AWS_ENDPOINT_URL_ECR`,
 * `AWS_ENDPOINT_URL_ECR_PUBLIC` and `AWS_ENDPOINT_URL` lead elsewhere, as for AWS's own tools.
 *
 * @throws Failure without credentials, and when AWS refuses
 */
export async function getEcrLogin(
  { ports, signal }: Pick<PartContext, 'ports' | 'signal'>,
  options: LoginOptions,
) {
  const server = options.login_server ?? '';
  const registry = parseEcrRegistry(server, options.aws_force_use_public_ecr);
  if (!registry) throw refused(`"${server}" is no registry of ECR.`);
  const service = getService(registry, ports.environment.variables);
  const key = await getAwsKey(options);
  const request: AwsRequest = {
    url: service.url,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': service.target },
    body: service.body,
  };
  const headers = signRequest(request, key, {
    region: service.region,
    service: service.name,
    now: ports.clock.now(),
  });
  const response = await ports.http.send(service.url.href, {
    method: 'POST',
    headers,
    body: service.body,
    signal,
  });
  const answer = await text(response.body);
  if (response.status !== 200) throw refused(describe(answer, response.status));
  const [username, password] = getPair(answer);
  return { server, username, password: new Secret(password) };
}

function getService(registry: EcrRegistry, variables: Readonly<Record<string, string | undefined>>): Service {
  if (registry.kind === 'public')
    return {
      name: 'ecr-public',
      region: PUBLIC_REGION,
      url: getUrl(
        variables['AWS_ENDPOINT_URL_ECR_PUBLIC'] ?? variables['AWS_ENDPOINT_URL'],
        `https://api.ecr-public.${PUBLIC_REGION}.amazonaws.com/`,
      ),
      target: 'SpencerFrontendService.GetAuthorizationToken',
      body: '{}',
    };
  const { account, region, domain } = registry;
  return {
    name: 'ecr',
    region,
    url: getUrl(
      variables['AWS_ENDPOINT_URL_ECR'] ?? variables['AWS_ENDPOINT_URL'],
      `https://api.ecr.${region}.${domain}/`,
    ),
    target: 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
    body: JSON.stringify({ registryIds: [account] }),
  };
}

function getUrl(given: string | undefined, usual: string): URL {
  const url = given || usual;
  if (!URL.canParse(url)) throw refused(`the endpoint "${url}" is no address.`);
  return new URL(url);
}

interface Data {
  readonly authorizationToken?: unknown;
}

/** `USER:PASSWORD` in base64: in a list for private registries, alone for the public one. */
function getPair(answer: string): readonly [string, string] {
  const { authorizationData: data } = parse(answer) as { authorizationData?: Data | readonly Data[] };
  const [first] = [data ?? []].flat();
  const pair = Buffer.from(getText(first?.authorizationToken), 'base64').toString();
  const colon = pair.indexOf(':');
  if (colon < 1) throw refused('it answered without a password.');
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}

function describe(answer: string, status: number): string {
  const { __type: type, message, Message = message } = parse(answer) as Readonly<Record<string, unknown>>;
  const name = getText(type);
  const shown = name.slice(name.indexOf('#') + 1) || `it answered ${status}`;
  return [shown, getText(Message)].filter(Boolean).join(': ');
}

/** Whoever answers in place of AWS may say anything. */
function getText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function refused(why: string): Failure {
  return new Failure(
    problem('SDK014', {
      detail: `AWS gave no password for ECR: ${why}`,
      hint: 'Check the credentials: they need ecr:GetAuthorizationToken (for the public registry ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken).',
    }),
  );
}
