import { Failure } from '@strata/diagnostics';
import { type DataContext, type DataSource, type HttpResponse, reveal } from '@strata/sdk';
import { problem } from '../../codes';
import type { HttpDataOptions, httpSchema } from './schema';
import { type Limits, readText } from './text';

/** Far more than belongs in a template, and little enough for any machine. */
const LIMITS: Limits = { bytes: 16 << 20, milliseconds: 120_000 };

export const httpData: DataSource<typeof httpSchema> = {
  read: (context, options) => readHttp(context, options, LIMITS),
};

/** Asks a server once. @throws Failure for anything but an answer of 2xx that is a text within the limits */
export async function readHttp(context: DataContext, options: HttpDataOptions, limits: Limits) {
  const late = AbortSignal.timeout(limits.milliseconds);
  const signal = AbortSignal.any([context.signal, late]);
  try {
    const response = await ask({ ...context, signal }, options);
    const body = await readText(response, limits);
    assertSuccess(response);
    return { url: options.url, body, request_headers: getHeaders(response) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (late.aborted) throw getLate(limits, error);
    throw error;
  }
}

function ask(
  { ports, signal }: DataContext,
  { url, method, request_headers: headers = {}, request_body: body }: HttpDataOptions,
): Promise<HttpResponse> {
  return ports.http.send(reveal(url), {
    method,
    signal,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, reveal(text)])),
    ...(body !== undefined && { body: reveal(body) }),
    ...(typeof url !== 'string' && { shown: 'The sensitive url' }),
  });
}

function assertSuccess({ status }: HttpResponse): void {
  if (status >= 200 && status < 300) return;
  throw new Failure(
    problem('STD001', {
      detail: `the server answered ${status}, not 2xx.`,
      hint: getHint(status),
    }),
  );
}

function getHint(status: number): string {
  if (status === 401 || status === 403) return 'Check the login in request_headers, and what it may read.';
  if (status === 404 || status === 410) return 'Check url: the server has nothing there.';
  if (status === 429 || status >= 500) return 'The server has trouble of its own: try again later.';
  return 'Check url, method, request_headers and request_body.';
}

/** By the names that Packer gives them: `Content-Type`. Several of one name stand in one text, as there. */
function getHeaders({ headers }: HttpResponse): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [getUsualName(name), value]));
}

function getUsualName(name: string): string {
  return name.replace(/[^-]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}

function getLate({ milliseconds }: Limits, cause: unknown): Failure {
  const detail = `the server gave no whole answer within ${milliseconds / 1000} seconds.`;
  const hint = 'Check url, or have the text fetched beforehand and read it by file().';
  return new Failure(problem('STD004', { detail, hint }), { cause });
}
