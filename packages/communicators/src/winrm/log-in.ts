import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '@strata/sdk';
import { TransportError } from './errors';
import type { Lane } from './lanes';
import { getAuthenticate, getNegotiate, parseChallenge } from './ntlm/messages';
import { parseUser } from './ntlm/response';
import { type Bounds, sendRequest } from './send-request';

/** An answer that is here whole. */
export interface Answer {
  readonly response: IncomingMessage;
  readonly body: Buffer;
}

export interface Question {
  readonly lane: Lane;
  readonly message: Buffer;
  readonly bounds: Bounds;
}

/** Asks over a connection, after it has said who asks where the server does not know that yet. */
export type Ask = (question: Question) => Promise<Answer>;

export interface LogIn {
  readonly username: string;
  readonly password: string;
  /** By NTLM, which shows the password to nobody, and otherwise by Basic. */
  readonly ntlm: boolean;
}

/** Where a service is asked, and the time where it does not tell that. */
export interface Service {
  readonly url: string;
  readonly clock: Pick<Clock, 'now'>;
}

export function createAsk(login: LogIn, service: Service): Ask {
  return login.ntlm ? createNtlm(login, service) : createBasic(login, service);
}

function createBasic({ username, password }: LogIn, { url }: Service): Ask {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return ({ lane, message, bounds }) => ask({ url, agent: lane.agent, authorization, message }, bounds);
}

const NOT_LOGGED_IN = 401;

/**
 * Of NTLM it is the connection that is logged in: an empty request begins that, and the first real one ends it. Source:
 * [MS-NTHT], "NTLM Over HTTP Protocol".
 */
function createNtlm({ username, password }: LogIn, { url, clock }: Service): Ask {
  const user = parseUser(username, password);
  const logIn = async ({ lane, message, bounds }: Question): Promise<Answer> => {
    const common = { url, agent: lane.agent };
    const begun = await begin({ ...common, authorization: write(getNegotiate()) }, bounds);
    const challenge = readChallenge(begun);
    if (!challenge) return begun;
    const authorization = write(getAuthenticate(user, challenge, clock.now()));
    const answer = await ask({ ...common, authorization, message }, bounds);
    lane.isKnown = answer.response.statusCode !== NOT_LOGGED_IN;
    return answer;
  };
  return async (question) => {
    const { lane, message, bounds } = question;
    if (!lane.isKnown) return logIn(question);
    lane.isKnown = false;
    const answer = await ask({ url, agent: lane.agent, message }, bounds);
    // The connection ended in the meantime, and this is another one: nothing was done.
    if (answer.response.statusCode === NOT_LOGGED_IN) return logIn(question);
    lane.isKnown = true;
    return answer;
  };
}

/** Sends what asks for nothing yet: when that fails, the machine has read no message. */
async function begin(
  request: Omit<Parameters<typeof sendRequest>[0], 'message'>,
  bounds: Bounds,
): Promise<Answer> {
  try {
    return await ask({ ...request, message: Buffer.alloc(0) }, bounds);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new TransportError(error.message, { code: error.code, sent: false, cause: error });
  }
}

async function ask(...request: Parameters<typeof sendRequest>): Promise<Answer> {
  const response = await sendRequest(...request);
  return { response, body: await buffer(response) };
}

function write(message: Buffer): string {
  return `Negotiate ${message.toString('base64')}`;
}

function readChallenge({ response }: Answer) {
  const [, encoded] =
    /\b(?:Negotiate|NTLM) ([\w+/]+=*)/i.exec(response.headers['www-authenticate'] ?? '') ?? [];
  return encoded === undefined ? undefined : parseChallenge(Buffer.from(encoded, 'base64'));
}
