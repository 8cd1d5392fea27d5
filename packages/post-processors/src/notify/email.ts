import { Failure } from '@strata/diagnostics';
import { fillPlaceholders, type PostProcessContext, reveal } from '@strata/sdk';
import { createTransport } from 'nodemailer';
import { problem } from '../codes';
import { createMailLine } from './mail-line';
import type { News } from './post-process';
import type { EmailOptions } from './schema';

const PORTS: Readonly<Record<string, number>> = { starttls: 587, tls: 465, none: 25 };

/** Milliseconds that a server may take to answer, and be silent. */
const PATIENCE = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 };

/** Sends one message to all recipients. One that a server refuses is a failure, though the others have it. */
export async function sendMail(
  { reporter, signal }: PostProcessContext,
  options: EmailOptions,
  { message, values }: News,
): Promise<void> {
  signal.throwIfAborted();
  const { from, to, subject, server } = options;
  const line = createMailLine(PATIENCE.connectionTimeout);
  const transport = createTransport({ ...getSettings(options), getSocket: line.open });
  const cancelled = getCancelled(signal);
  try {
    const sending = transport.sendMail({
      from,
      to: [...to],
      subject: fillPlaceholders(subject, values),
      text: `${message}\n`,
      // What a text names may hold anything; nothing of it is fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const { rejected = [] } = await Promise.race([sending, cancelled.promise]);
    if (rejected.length > 0)
      throw getRefused(server, `it does not take mail for ${rejected.map(getAddress).join(', ')}`);
    reporter.say(`Mailed to ${to.join(', ')}`);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof Failure ? error : getRefused(server, describe(error as SmtpError, options), error);
  } finally {
    cancelled.forget();
    transport.close();
    line.close();
  }
}

function getSettings({ server, port, encryption, username, password, ca_certificate: ca }: EmailOptions) {
  return {
    host: server,
    port: port ?? PORTS[encryption] ?? 25,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(username !== undefined && { auth: { user: username, pass: reveal(password ?? '') } }),
    ...(ca !== undefined && { tls: { ca } }),
    ...PATIENCE,
  };
}

function getCancelled(signal: AbortSignal) {
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const cancel = () => reject(signal.reason);
    signal.addEventListener('abort', cancel);
    forget = () => signal.removeEventListener('abort', cancel);
  });
  return { promise, forget };
}

/** What the library adds to an error. */
interface SmtpError extends Error {
  /** In the library's words: `EAUTH`, `ETLS`, `ECONNECTION`. */
  readonly code?: string;
  /** What the server said. */
  readonly response?: string;
}

function describe({ code, response, message }: SmtpError, { encryption, username }: EmailOptions): string {
  if (code === 'EAUTH') return `it refuses the login of ${username}${response ? ` (${response})` : ''}`;
  if (code === 'ETLS') return `its line cannot be encrypted by ${encryption} (${message})`;
  return response ?? message;
}

function getRefused(server: string, why: string, cause?: unknown): Failure {
  return new Failure(
    problem('PPR010', {
      detail: `The SMTP server ${server} did not take the message: ${why}`,
      hint: 'Check server, port, encryption, username and password of the block email.',
    }),
    { cause },
  );
}

function getAddress(address: string | { readonly address: string }): string {
  return typeof address === 'string' ? address : address.address;
}
