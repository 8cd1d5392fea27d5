import { Failure } from '@strata/diagnostics';
import {
  createSecretFilter,
  type HttpResponse,
  type PostProcessContext,
  reveal,
  Secret,
  type Text,
} from '@strata/sdk';
import { problem } from '../codes';
import { parseRetryAfter } from './retry-after';

/** One thing to send to a server. */
export interface Question {
  readonly method: string;
  readonly url: Text;
  readonly headers: Readonly<Record<string, Text>>;
  readonly body?: string;
  /** What the server is called in problems: `the webhook`. */
  readonly server: string;
  /** What else of the question must not be shown, such as a token within the body. */
  readonly secrets?: readonly Secret[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning, with secrets masked. */
  readonly text: string;
}

/** Part of what a post-processor is given. */
export type WebContext = Pick<PostProcessContext, 'ports' | 'reporter' | 'signal'>;

/** Milliseconds between tries. Five tries in half a minute: a deployment or a short overload is over by then. */
const PAUSES = [1000, 3000, 9000, 20_000];
/** Nobody waits longer at the end of a build; the post-processors can be run again alone. */
const LONGEST_PAUSE = 300_000;
const TIMEOUT = 60_000;
const MOST_BYTES = 64 << 10;

/** A server that says these may say something else in a moment. */
const PASSING = [429, 500, 502, 503, 504];

/**
 * Sends a question and gives whatever the server answers in the end. 429 and faults of the server are tried again, with
 * growing pauses or those that it asks for. A connection that fails is not: nobody knows what had arrived.
 *
 * @throws Failure when the server cannot be reached, gives no answer in time, or asks for a pause that is too long
 */
export async function askServer(context: WebContext, question: Question): Promise<Answer> {
  const { clock } = context.ports;
  for (const pause of PAUSES) {
    const answer = await askOnce(context, question);
    if (!PASSING.includes(answer.status)) return answer;
    const wanted = parseRetryAfter(answer.headers['retry-after'], clock.now());
    if (wanted !== undefined && wanted > LONGEST_PAUSE) throw getRefusal(question, answer);
    const wait = Math.max(pause, wanted ?? 0);
    const { server } = question;
    context.reporter.say(`${server} answered ${answer.status}; trying again in ${wait / 1000} s`);
    await clock.sleep(wait, context.signal);
  }
  return askOnce(context, question);
}

async function askOnce({ ports, signal }: WebContext, question: Question): Promise<Answer> {
  const { url, headers, body, method, server } = question;
  const late = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await ports.http.send(reveal(url), {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, reveal(text)])),
      ...(body !== undefined && { body }),
      // A page that a redirect leads to says nothing of what was sent.
      keepsMethod: true,
      signal: AbortSignal.any([signal, late]),
      ...(typeof url !== 'string' && { shown: `The address of ${server}` }),
    });
    const text = mask(question, await readStart(response));
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted) throw error;
    const detail = `${server} gave no answer within ${TIMEOUT / 1000} seconds.`;
    throw new Failure(problem('PPR007', { detail, hint: MAY_HAVE_ARRIVED }), { cause: error });
  }
}

const MAY_HAVE_ARRIVED = 'What was sent may have arrived all the same: look there before it is sent again.';

async function readStart({ body }: HttpResponse): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString();
}

/** Servers like to repeat what they refuse. */
function mask({ url, headers, secrets = [] }: Question, text: string): string {
  const filter = createSecretFilter();
  const given = [url, ...Object.values(headers), ...secrets];
  for (const one of given) if (one instanceof Secret) filter.register(one);
  return filter.mask(text);
}

const MOST_SHOWN = 500;

/** The problem of an answer that is not the one that was hoped for, with what the server said. */
export function getRefusal({ server }: Question, { status, text, headers }: Answer): Failure {
  const said = text.replace(/\s+/g, ' ').trim();
  const shown = said.length > MOST_SHOWN ? `${said.slice(0, MOST_SHOWN)}…` : said;
  return new Failure(
    problem('PPR008', {
      detail: `${server} answered ${status}${shown === '' ? ' without a word' : `: ${shown}`}`,
      hint: getHint(status, headers),
    }),
  );
}

function getHint(status: number, { 'retry-after': pause }: Answer['headers']): string {
  if (status >= 300 && status < 400)
    return 'It leads to another address, where what was sent would be lost: write that one in the template.';
  if (status === 401 || status === 403) return 'Check the token, and what it may do.';
  if (status === 404)
    return 'Check the address and the names in it. Many servers also say this to a token that may not know.';
  if (status >= 400 && status < 500 && status !== 429)
    return 'Check what is sent against what the server says.';
  return pause === undefined
    ? 'The server has trouble of its own: try again later.'
    : `The server asks for a pause (Retry-After: ${pause}): try again then.`;
}
