import { quoteWord } from '@strata/sdk';
import type { Check } from '../checks/check';
import { type Answer, type Findings, getField, getSubject, type Kind, unknown, value } from '../checks/kind';
import { HTTP_HELPERS } from './http-helpers';
import { getCurlOptions, getHttpQuestion, HTTP_TIMEOUT, type HttpQuestion, isPlain } from './http-request';
import { getSeconds } from './seconds';

export const httpKind: Kind = {
  label: 'HTTP',
  subject: 'url',
  settings: {
    url: 'text',
    method: 'text',
    'allow-insecure': 'flag',
    'no-follow-redirects': 'flag',
    timeout: 'number',
    'request-headers': 'texts',
    'request-body': 'text',
    username: 'text',
    password: 'text',
    'ca-file': 'text',
    'cert-file': 'text',
    'key-file': 'text',
    proxy: 'text',
  },
  attributes: { status: 'value', headers: 'lines', body: 'lines' },
  required: ['status'],
  gate: 'status',
  helpers: HTTP_HELPERS,
  timeout: HTTP_TIMEOUT,
  getQuestions: (check: Check) => ({
    response: getHttpText(getHttpQuestion(check, getSubject(httpKind, check))),
  }),
  getFindings: (check, { response }): Findings => {
    const answer = readHttpAnswer(response, check.settings.number('timeout') || HTTP_TIMEOUT);
    if ('reason' in answer) {
      const reason = unknown(answer.reason);
      return { status: reason, headers: reason, body: reason };
    }
    return {
      status: value(answer.status),
      headers: value(answer.headers.map(getCanonical).sort().join('\n')),
      body: value(answer.body),
    };
  },
};

/** The question as a text of the shell. */
export function getHttpText(question: HttpQuestion): string {
  const { hostname = '', port = '', path = '', host = '' } = getParts(question.url) ?? {};
  const words = [
    String(getSeconds(question.milliseconds)),
    isPlain(question) ? 'plain' : 'full',
    getCurlOptions(question),
    JSON.stringify(question),
    question.url,
    ...[hostname, port, path, host],
  ];
  return `ask_http ${words.map(quoteWord).join(' ')}`;
}

/** Of an address that bash can open by itself. */
function getParts(url: string) {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname, search, host } = new URL(url);
  if (protocol !== 'http:') return undefined;
  return {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port || '80',
    path: `${pathname}${search}`,
    host,
  };
}

/** `content-type: x` as `Content-Type: x`: Go's client writes all names so, whatever the server wrote. */
function getCanonical(header: string): string {
  return header.replace(/^[^:]+/, (name) =>
    name.toLowerCase().replace(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase()),
  );
}

export interface HttpAnswer {
  readonly status: number;
  /** `Name: text`, with names as the server writes them. */
  readonly headers: readonly string[];
  readonly body: string;
}

/**
 * What a server said, or why nothing is known of it.
 *
 * @param timeout milliseconds that it had
 */
export function readHttpAnswer(
  answer: Answer | undefined,
  timeout: number,
): HttpAnswer | { readonly reason: string } {
  const missing = getField(answer, 'missing');
  if (missing !== '') return { reason: `The guest has no ${missing} to ask with.` };
  const whole = answer?.fields['answer'];
  const [head, body] =
    whole === undefined ? [answer?.fields['head'], answer?.fields['body']] : splitAnswer(whole);
  // Where redirects were followed there is more than one head: the last one counts.
  const last = (head ?? '').split(/^(?=HTTP\/)/m).at(-1) ?? '';
  const [status = '', ...headers] = last.split(/\r?\n/).filter((line) => line !== '');
  const code = /^(?:HTTP\/\S+ )?(\d{3})\b/.exec(status)?.[1];
  if (code === undefined)
    return { reason: getField(answer, 'problem').trim() || getSilence(answer, timeout) };
  return { status: Number(code), headers, body: body ?? '' };
}

function getSilence(answer: Answer | undefined, timeout: number): string {
  return (answer?.milliseconds ?? 0) >= timeout
    ? `The request timed out after ${timeout} ms.`
    : 'The server did not answer.';
}

function splitAnswer(whole: string): readonly [string, string] {
  const end = /\r?\n\r?\n/.exec(whole);
  return end ? [whole.slice(0, end.index), whole.slice(end.index + end[0].length)] : [whole, ''];
}
