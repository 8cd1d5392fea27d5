import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Answer } from '../../downloads/transport';
import type { RegistryLogin } from '../registry-login';
import type { Try } from './patience';

/** Who refused what. */
export interface Asked {
  readonly registry: string;
  readonly repository: string;
  readonly login: RegistryLogin | undefined;
  /** Whether it was asked for leave to write. */
  readonly mayWrite: boolean;
  /** What the registry was to do, after "refused to": `take the layer sha256:…`. */
  readonly what: string;
}

/** The registry answered, and no other try would help. */
export async function refused(asked: Asked, answer: Answer): Promise<Failure> {
  const { registry, repository, what } = asked;
  const said = formatErrors(await readShort(answer));
  const reason = `${answer.status}${said ? ` (${said})` : ''}`;
  return new Failure(
    problem('LAY034', {
      detail: `The registry ${registry} refused to ${what} in ${repository}: ${reason}. ${describeLogin(asked.login)}`,
      hint: getHint(asked, answer.status),
    }),
  );
}

/** The registry could not be reached, or was lost on the way, or stayed busy. */
export async function gaveUp(asked: Asked, last: Exclude<Try, { kind: 'answered' }>): Promise<Failure> {
  if (last.kind === 'busy') return refused(asked, last.answer);
  return new Failure(
    problem('LAY035', {
      detail: `The registry ${asked.registry} cannot be reached to ${asked.what}: ${describe(last.cause)}.`,
      hint: 'Check the name of the registry and the network; http_proxy and https_proxy are heeded. What it has taken is not sent again.',
    }),
    { cause: last.cause },
  );
}

/** The registry broke its own rules. */
export function strange(registry: string, detail: string): Failure {
  return new Failure(
    problem('LAY038', {
      detail: `The registry ${registry} ${detail}.`,
      hint: 'Check that it is a registry for container images, and what stands between it and this machine.',
    }),
  );
}

function describeLogin(login: RegistryLogin | undefined): string {
  if (!login) return 'Nobody was logged in: no login for it was found.';
  const name = login.identityToken === undefined ? `as ${login.username}` : 'by an identity token';
  return `The login was ${name}${login.source ? `, from ${login.source}` : ''}.`;
}

const statusHints: Readonly<Record<number, string>> = {
  404: 'Some registries want a repository to be made before anything is sent to it.',
  413: 'The registry, or a proxy before it, takes no parts that large.',
  429: 'Try again later: what was taken is not sent again.',
};

function getHint({ registry, repository, login, mayWrite }: Asked, status: number): string {
  if (status === 401 || status === 403) {
    const does = mayWrite ? 'write to' : 'read';
    const who = login ? `as somebody who may ${does}` : `to ${does}`;
    return `Log in with \`docker login ${registry}\` or \`podman login ${registry}\` ${who} ${repository}.`;
  }
  return statusHints[status] ?? 'Try again later: what was taken is not sent again.';
}

/** Answers with errors are short; of what is not, the beginning is enough. */
const errorLimit = 2 ** 14;

async function readShort({ body, headers }: Answer): Promise<string> {
  if (Number(headers['content-length'] ?? 0) > errorLimit) {
    body.resume();
    return '';
  }
  return (await text(body).catch(() => '')).slice(0, errorLimit);
}

/** Characters of one message of a registry that are shown. */
const messageLimit = 200;

/** `DENIED: requested access to the resource is denied`, of each error of the specification's form. */
function formatErrors(body: string): string {
  const errors = parse(body)?.errors;
  if (!Array.isArray(errors)) return '';
  return errors
    .map((error) => [Object(error).code, Object(error).message].filter(isText).join(': '))
    .filter(Boolean)
    .join('; ')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, messageLimit);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function parse(body: string): { readonly errors?: unknown } | undefined {
  try {
    return Object(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function describe(cause: unknown): string {
  const { message, errors } = Object(cause);
  // Node hides the reasons of several addresses of one name in an AggregateError without a message.
  return message || (errors?.[0] ? describe(errors[0]) : String(cause));
}
