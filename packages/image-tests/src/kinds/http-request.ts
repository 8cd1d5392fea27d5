import type { Check } from '../checks/check';

/** What a guest is to ask of a server, whichever of its programs does it. */
export interface HttpQuestion {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly body: string;
  readonly username: string;
  readonly password: string;
  readonly insecure: boolean;
  readonly follow: boolean;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly proxy: string;
  readonly milliseconds: number;
}

/** Goss's own default. */
export const HTTP_TIMEOUT = 5000;

export function getHttpQuestion({ settings }: Pick<Check, 'settings'>, url: string): HttpQuestion {
  const text = (name: string) => settings.text(name) ?? '';
  return {
    url,
    method: text('method') || 'GET',
    headers: settings.texts('request-headers'),
    body: text('request-body'),
    username: text('username'),
    password: text('password'),
    insecure: settings.flag('allow-insecure'),
    follow: !settings.flag('no-follow-redirects'),
    caFile: text('ca-file'),
    certFile: text('cert-file'),
    keyFile: text('key-file'),
    proxy: text('proxy'),
    milliseconds: settings.number('timeout') || HTTP_TIMEOUT,
  };
}

/**
 * Whether a program that can only get a page will do: one without headers, body, login and the like. `wget` and `bash` would
 * show a password in the list of processes, or cannot send it.
 */
export function isPlain({ url, method, ...question }: HttpQuestion): boolean {
  const { headers, body, username, password, caFile, certFile, proxy } = question;
  const isBare = [body, username, password, caFile, certFile, proxy].every((each) => each === '');
  return method === 'GET' && isBare && headers.length === 0 && !/\/\/[^/]*@/.test(url);
}

/** A file of options for `curl -K`: passwords are in no list of processes. */
export function getCurlOptions(question: HttpQuestion): string {
  const { username, password, caFile, certFile, keyFile, proxy } = question;
  const lines: readonly (readonly [string, string])[] = [
    ['url', question.url],
    ['request', question.method],
    ['max-time', String(question.milliseconds / 1000)],
    ...question.headers.map((header) => ['header', header] as const),
    ...(question.body === '' ? [] : [['data-raw', question.body] as const]),
    ...(username === '' && password === '' ? [] : [['user', `${username}:${password}`] as const]),
    ...(caFile === '' ? [] : [['cacert', caFile] as const]),
    ...(certFile === '' ? [] : [['cert', certFile] as const]),
    ...(keyFile === '' ? [] : [['key', keyFile] as const]),
    ...(proxy === '' ? [] : [['proxy', proxy] as const]),
  ];
  const switches = [
    ...(question.insecure ? ['insecure'] : []),
    ...(question.follow ? ['location'] : []),
    // As Go's client, which goss uses, has it.
    'globoff',
  ];
  return [...lines.map(([name, given]) => `${name} = ${quoteOption(given)}`), ...switches, ''].join('\n');
}

/** curl's own quoting in files of options. */
function quoteOption(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
